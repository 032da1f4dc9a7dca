/** One entry of a tar file. Owner root, time 0: the same entries are always the same bytes. */
export interface TarEntry {
  /** Without a leading slash. At most 100 bytes. */
  readonly path: string;
  readonly mode?: number;
  readonly content?: Buffer | string;
  /** Makes it a symbolic link. */
  readonly target?: string;
  readonly directory?: boolean;
}

const BLOCK = 512;

/** A tar file (POSIX ustar). */
export function tar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? '');
    return [header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header({ path, mode, target, directory }: TarEntry, size: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`too long for a tar header: ${path}`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) => block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  block.write(path, 0, 'utf8');
  octal(mode ?? (directory ? 0o755 : 0o644), 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write(' '.repeat(8), 148, 'latin1'); // the checksum counts as spaces while it is computed
  block.write(target !== undefined ? '2' : directory ? '5' : '0', 156, 'latin1');
  block.write(target ?? '', 157, 'utf8');
  block.write('ustar\u000000', 257, 'latin1');
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
