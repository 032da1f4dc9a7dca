import { linesText } from './write-node';

/** Documents under the same conditions. */
export interface Block {
  readonly open: readonly string[];
  readonly documents: readonly (readonly string[])[];
  readonly close: readonly string[];
  readonly isRange: boolean;
}

/** Neighbours under the same conditions as one. */
export function joined(blocks: readonly Block[]): Block[] {
  const all: Block[] = [];
  for (const block of blocks) {
    const last = all.at(-1);
    const isSame = last !== undefined && !block.isRange && block.open.length > 0 && last.open.join('\n') === block.open.join('\n');
    if (isSame) all[all.length - 1] = { ...last, documents: [...last.documents, ...block.documents] };
    else all.push(block);
  }
  return all;
}

export function blockText({ open, documents, close }: Block): string {
  return linesText([...open, ...documents.flatMap((lines) => ['---', ...lines]), ...close]);
}
