import type { Narrowed, UnliftedRule } from '../template';
import type { Derivation } from './derivation';

/** The settings of which the chart takes less than the program. */
export function narrowedOf({ domain, guards }: Derivation): readonly Narrowed[] {
  const classes = [...domain.classes].map(([path, { name }]) => ({ path, to: name }));
  const excluded = [...domain.excluded].map(([path, { names, prefixes }]) => ({
    path,
    to: `keys other than ${[...names, ...prefixes.map((prefix) => `${prefix}…`)].join(', ')}`,
  }));
  const bounds = [...domain.bounds].map(([path, bound]) => ({ path, to: `numbers from -${bound} to ${bound}` }));
  const rules = guards.rules.map(({ message }) => ({ path: '', to: `no values of which ${message}` }));
  return [...classes, ...excluded, ...bounds, ...rules];
}

/** Refusals of zod that no template can say. */
export function unliftedRulesOf({ unlifted }: Derivation): readonly UnliftedRule[] {
  return unlifted.map(({ reason, refusals }) => {
    const path = refusals.flatMap(({ paths }) => paths).find((one) => one !== '' && reason.startsWith(`${one}: `)) ?? '';
    return { path, message: path === '' ? reason : reason.slice(path.length + 2) };
  });
}
