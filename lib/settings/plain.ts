import type { Path } from './path';

/**
 * The first thing in a layer's values that is no plain data, or undefined. Maps, lists, text, finite numbers, true, false and null are; so is an
 * absent (`undefined`) member of a map. The name `__proto__` is refused everywhere: half of JavaScript's libraries drop it in silence.
 */
export function notPlain(value: unknown, path: Path = [], above: readonly unknown[] = []): { path: Path; message: string } | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { path, message: `${value} is no number that JSON has` };
  if (typeof value !== 'object') return { path, message: `a ${typeof value} is no plain data` };
  if (above.includes(value)) return { path, message: 'a value contains itself' };
  const inside = [...above, value];
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const odd = notPlain(value[at], [...path, at], inside);
      if (odd !== undefined) return odd;
    }
    return undefined;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return { path, message: `an object of class ${className(prototype)} is no plain data` };
  if (prototype !== null && !Object.hasOwn(prototype, 'hasOwnProperty')) return { path, message: 'an object with a prototype of its own is no plain data' };
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') return { path: [...path, key], message: '__proto__ cannot be the name of a setting' };
    const odd = member === undefined ? undefined : notPlain(member, [...path, key], inside);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function className(prototype: { constructor?: { name?: unknown } }): string {
  return String(prototype.constructor?.name ?? 'unknown');
}
