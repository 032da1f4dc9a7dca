import type { IConstruct } from 'constructs';
import { firstAtOrAfter, objectsBelow, type Tree } from './tree';

/** Which constructs of a range something in the range comes after (1), and which begin a walk, as the children of stock's root vertex (0). */
export function inboundOf(tree: Tree, after: ReadonlyMap<number, readonly number[]>, sources: readonly number[], from: number, end: number): Uint8Array {
  const inbound = new Uint8Array(end - from);
  const whole = new Set<number>();
  for (let i = firstAtOrAfter(sources, from); i < sources.length && (sources[i] as number) < end; i++) {
    const source = sources[i] as number;
    const objects = objectsBelow(tree, source, true);
    for (const target of after.get(source) ?? []) {
      if (target < from || target >= end) continue;
      inbound[target - from] = 1;
      if (objects.length === 0 || whole.has(target)) continue;
      const targets = objectsBelow(tree, target, true);
      if (objects.length > 1 || !targets.includes(objects[0] as number)) whole.add(target);
      for (const object of targets) if (objects.length > 1 || object !== objects[0]) inbound[object - from] = 1;
    }
  }
  return inbound;
}

/** Pre-order, but for paths that are whole numbers: stock keeps vertices in a JavaScript object, which lists such keys first. */
export function wholeNumbersFirst(tree: Tree, all: readonly number[]): readonly number[] {
  const isNumber = (at: number) => tree.parent[at] === 0 && isArrayIndex((tree.constructs[at] as IConstruct).node.path);
  return all.some(isNumber) ? [...all.filter(isNumber), ...all.filter((at) => !isNumber(at))] : all;
}

/** Whether a property of this name is listed before all others (ECMAScript, OrdinaryOwnPropertyKeys). */
function isArrayIndex(key: string): boolean {
  return key < ':' && /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
