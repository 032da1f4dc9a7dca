import type { Path } from './path';
import { defOf, type Schema, schemasAt } from './schema';
import type { UnknownKey } from './unknown-keys';

/** The first step of a path that a schema does not have, or undefined where it has them all. */
export function unknownAt(schema: Schema, path: Path): UnknownKey | undefined {
  for (let length = 0; length < path.length; length++) {
    const { schemas } = schemasAt(schema, path.slice(0, length));
    if (schemas.some((one) => ['any', 'unknown', 'custom', 'transform'].includes(defOf(one).type))) return undefined;
    if (schemasAt(schema, path.slice(0, length + 1)).schemas.length === 0) return { path: path.slice(0, length + 1), known: schemas.flatMap(namesOf) };
  }
  return undefined;
}

function namesOf(schema: Schema): string[] {
  const def = defOf(schema);
  return def.type === 'object' ? Object.keys(def.shape) : [];
}
