import type { Problem } from '../errors';
import { describeSettings } from './describe';
import type { Layer } from './layer';
import { wordFrom } from './merge';
import { nearest } from './nearest';
import { formatPath, type Path } from './path';
import { type Schema, schemasAt } from './schema';
import type { UnknownKey } from './unknown-keys';
import { wordsOn } from './words';

/** A problem and the layer whose file it is in. */
export type LayerProblem = Problem & { readonly layer: Layer | undefined };

/** A shorter secret is in some name by accident. */
const SHORTEST = 6;

const NOT_SHOWN = '(a name that is not shown)';

/**
 * One problem for each layer that says a name which is no setting: each has to be corrected.
 * @param secrets the texts that no message may repeat
 */
export function unknownProblems(unknown: UnknownKey, schema: Schema, layers: readonly Layer[], secrets: readonly string[]): LayerProblem[] {
  const { path } = unknown;
  const text = formatPath(path);
  const said = wordsOn(layers, path).map((word) => word.layer);
  return (said.length > 0 ? said : [undefined]).map((layer) => {
    const tail = layer === undefined ? undefined : tailOfSecret(schema, layer, path);
    const hidden = tail !== undefined || secrets.some((secret) => secret.length >= SHORTEST && text.includes(secret));
    const message = `no such setting${hidden ? '' : hintFor(unknown, schema)}`;
    const fix = tail === undefined ? undefined : 'write a comma inside a value as \\,; give other settings an option of their own';
    const shown = tail === undefined ? NOT_SHOWN : `(the name at character ${tail + 1})`;
    return { code: 'SETTINGS_UNKNOWN_KEY', path: wordFrom(hidden ? shown : text, layer), message, fix, layer };
  });
}

/** What was meant: the nearest name in the same place, or the one setting of that very name elsewhere; else what there is. */
export function hintFor({ path, known }: UnknownKey, schema: Schema): string {
  const name = path.at(-1);
  const sibling = typeof name === 'string' ? nearest(name, known) : undefined;
  const meant = sibling === undefined ? elsewhere(schema, path) : formatPath([...path.slice(0, -1), sibling]);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  return known.length > 0 && known.length <= MOST_NAMES ? `; there is ${known.join(', ')}` : '';
}

const MOST_NAMES = 12;

/** The one setting of that name, unless it is the very path: then another alternative of a union has it. */
function elsewhere(schema: Schema, unknown: Path): string | undefined {
  const name = String(unknown.at(-1));
  const named = describeSettings(schema).filter(({ path }) => path.split('.').at(-1) === name && !path.includes('[]') && !path.includes('*'));
  return named.length === 1 && named[0]?.path !== formatPath(unknown) ? named[0]?.path : undefined;
}

/** In `--set password=a,b=c` the name `b` may be the second half of a password with a comma: then, where it starts. */
function tailOfSecret(schema: Schema, layer: Layer, path: Path): number | undefined {
  const assignments = layer.assignments ?? [];
  const says = assignments.findIndex((assignment) => assignment.path.slice(0, path.length).every((step, depth) => step === path[depth]));
  const afterSecret = assignments.slice(0, Math.max(0, says)).some((assignment) => schemasAt(schema, assignment.path).secret);
  return afterSecret ? assignments[says]?.at : undefined;
}
