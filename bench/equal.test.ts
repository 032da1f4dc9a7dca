import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { contestants } from './contestants';

/** The contestants are comparable only if they write the same objects. */
test('all contestants write the same objects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-equal-'));
  try {
    const written = contestants(folder).flatMap(({ name, command }) => {
      const prepared = command(3);
      if ('install' in prepared) return [];
      const [program, ...args] = prepared as [string, ...string[]];
      const stdout = execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
      const text = stdout !== '' ? stdout : filesBelow(args.at(-1) as string);
      const objects = parseAllDocuments(text).map((document) => document.toJS() as { kind: string; metadata: { name: string } } | null);
      return [{ name, objects: objects.filter((object) => object !== null).sort((a, b) => compare(key(a), key(b))) }];
    });
    expect(written.length).toBeGreaterThanOrEqual(5);
    for (const { name, objects } of written) expect({ name, objects }).toEqual({ name, objects: written[0]?.objects });
    expect(written[0]?.objects).toHaveLength(18);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function key({ kind, metadata }: { kind: string; metadata: { name: string } }): string {
  return `${kind}/${metadata.name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function filesBelow(folder: string): string {
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('---\n');
}
