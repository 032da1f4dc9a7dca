/** What comes before what, by numbers: `before[i]` are those that come before `i`. */
export type Before = readonly ReadonlySet<number>[];

/**
 * The groups of numbers that come before each other in a circle; a number in no circle is a group of its own. Groups come after all groups before them.
 * Tarjan's algorithm with its own stack, so that a chain of any length fits.
 */
export function circles(before: Before): readonly (readonly number[])[] {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const groups: number[][] = [];
  for (const start of before.keys()) {
    if (index.has(start)) continue;
    const path: { at: number; rest: Iterator<number> }[] = [];
    const enter = (at: number): void => {
      index.set(at, index.size);
      low.set(at, index.size - 1);
      open.push(at);
      isOpen.add(at);
      path.push({ at, rest: (before[at] ?? new Set()).values() });
    };
    const lower = (at: number, to: number | undefined): void => {
      low.set(at, Math.min(low.get(at) ?? 0, to ?? 0));
    };
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { at, rest } = top;
      const next = rest.next();
      if (!next.done) {
        if (!index.has(next.value)) enter(next.value);
        else if (isOpen.has(next.value)) lower(at, index.get(next.value));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lower(parent.at, low.get(at));
      if (low.get(at) !== index.get(at)) continue;
      const group = open.splice(open.lastIndexOf(at));
      for (const member of group) isOpen.delete(member);
      groups.push(group.sort((a, b) => a - b));
    }
  }
  return groups;
}

/** The level of each number: 0 when nothing comes before it, else one more than the highest before it. Those in one circle share a level. */
export function levels(before: Before): readonly number[] {
  const level = new Array<number>(before.length).fill(0);
  for (const group of circles(before)) {
    const inGroup = new Set(group);
    let own = 0;
    for (const member of group) for (const other of before[member] ?? []) if (!inGroup.has(other)) own = Math.max(own, (level[other] ?? 0) + 1);
    for (const member of group) level[member] = own;
  }
  return level;
}
