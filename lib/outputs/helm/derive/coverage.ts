import type { Json } from '../../../manifest';
import { readPath } from '../template';
import { eachSetting, type Setting, valueAt } from '../values';
import type { Derivation } from './derivation';

/** Settings of which too few values were accepted to learn anything of them. */
export function uncovered(state: Derivation): readonly { readonly setting: Setting; readonly reason: string }[] {
  return [...eachSetting(state.tree)].flatMap((setting) => {
    if (setting.path.length === 0 || setting.kind === 'map' || setting.kind === 'union') return [];
    const seen = new Set(state.samples.flatMap(({ settings }) => valuesAt(settings, setting.path)).map((value) => JSON.stringify(value)));
    const least = leastOf(setting);
    return seen.size >= least ? [] : [{ setting, reason: `of its values only ${seen.size} could be tried, and ${least} are needed to learn what it does` }];
  });
}

/** How many different values have to be seen. */
function leastOf({ kind, values, schema }: Setting): number {
  switch (kind) {
    case 'boolean':
      return 2;
    case 'enum':
      return values.length;
    case 'string':
      return typeof schema.maxLength === 'number' && schema.maxLength < 2 ? 2 : 4;
    case 'number':
      return Math.min(3, sizeOf(schema));
    default:
      return 3;
  }
}

function sizeOf({ type, minimum, maximum }: Setting['schema']): number {
  return type === 'integer' && typeof minimum === 'number' && typeof maximum === 'number' ? maximum - minimum + 1 : 3;
}

/** Every value at a path, `*` being all elements and `~` all keys. */
export function valuesAt(settings: Json | undefined, path: readonly string[]): readonly Json[] {
  const star = path.findIndex((step) => step === '*' || step === '~');
  if (star < 0) {
    const value = readPath(settings, path);
    return value === undefined ? [] : [value];
  }
  const collection = valueAt(settings, path.slice(0, star));
  if (typeof collection !== 'object' || collection === null) return [];
  if (path[star] === '~') return Array.isArray(collection) ? [] : Object.keys(collection);
  return Object.values(collection).flatMap((element) => valuesAt(element as Json, path.slice(star + 1)));
}
