/** A set of rows, 32 to a word: learning asks millions of times whether one condition holds wherever another does. */
export type Bits = Uint32Array;

/** The rows for which something is true. */
export function bitsOf(count: number, isTrue: (at: number) => boolean): Bits {
  const bits = new Uint32Array((count + 31) >>> 5);
  for (let at = 0; at < count; at++) if (isTrue(at)) bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31));
  return bits;
}

/** All rows but those of a set. */
export function others(bits: Bits, all: Bits): Bits {
  return all.map((word, at) => word & ~(bits[at] as number));
}

export function isSame(a: Bits, b: Bits): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Whether all rows of `inner`, of those in `within`, are rows of `outer`. */
export function isInside(inner: Bits, outer: Bits, within: Bits): boolean {
  for (let at = 0; at < inner.length; at++) if (((inner[at] as number) & ~(outer[at] as number) & (within[at] as number)) !== 0) return false;
  return true;
}

export function isEmpty(bits: Bits): boolean {
  for (const word of bits) if (word !== 0) return false;
  return true;
}

/** The rows of both, or of either. */
export function joined(op: 'and' | 'or', a: Bits, b: Bits): Bits {
  const both = new Uint32Array(a.length);
  for (let at = 0; at < a.length; at++) both[at] = op === 'and' ? (a[at] as number) & (b[at] as number) : (a[at] as number) | (b[at] as number);
  return both;
}

/** Whether two sets are the same among the rows of `within`. */
export function agree(a: Bits, b: Bits, within: Bits): boolean {
  for (let at = 0; at < a.length; at++) if ((((a[at] as number) ^ (b[at] as number)) & (within[at] as number)) !== 0) return false;
  return true;
}

/** How many rows a set has. */
export function countOf(bits: Bits): number {
  let count = 0;
  for (const word of bits) for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
