/** Random small programs, run as any other. */
import { isObject, type Json } from '../../../../manifest';
import type { SmallProgram } from '../program';
import { baseOf, schemaOf } from './leaves';
import type { RandomProgram } from './program';
import { Runner } from './run';

export { randomProgram } from './arbitrary';
export { valuesOf } from './leaves';
export type { RandomProgram } from './program';

/** A program of data as a function, with its branches watched. Named templates are global to a release: programs that share one have names of their own. */
export function smallProgram(program: RandomProgram, name = 'random'): SmallProgram {
  const runner = new Runner(program);
  return {
    name,
    schema: schemaOf(program.leaves),
    build: (settings, hash) => runner.build(settings, hash),
    bases: [baseOf(program.leaves)],
    ends: 'lifted',
    literals: [...new Set(literalsIn(program.objects))],
    untaken: () => runner.untaken(),
  };
}

/** What stands in a program's source. */
function literalsIn(node: unknown): readonly (string | number)[] {
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, member]) => {
    if (LITERALS.has(key) && (typeof member === 'string' || typeof member === 'number')) return [member];
    return typeof member === 'object' ? literalsIn(member as Json) : [];
  });
}

const LITERALS = new Set(['text', 'otherwise', 'number', 'word', 'separator', 'before', 'times', 'plus', 'length']);
