import { isObject, type Json } from '../../../manifest';
import { eachSetting, type Setting } from './setting';

/** Settings with another value at a path; `*` is the first element, `~` the key of the first entry. Undefined where there is no such place. */
export function withValue(settings: Json, path: readonly string[], value: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(settings)) {
    if (step !== '*' || settings.length === 0) return undefined;
    const first = withValue(settings[0] as Json, rest, value);
    return first === undefined ? undefined : [first, ...(settings.slice(1) as Json[])];
  }
  if (!isObject(settings)) return undefined;
  const entries = Object.entries(settings) as [string, Json][];
  if (step === '*' || step === '~') {
    const [first, ...others] = entries;
    if (first === undefined) return undefined;
    if (step === '~') return typeof value !== 'string' || Object.hasOwn(settings, value) ? undefined : Object.fromEntries([[value, first[1]], ...others]);
    const changed = withValue(first[1], rest, value);
    return changed === undefined ? undefined : Object.fromEntries([[first[0], changed], ...others]);
  }
  if (rest.length === 0 && value === undefined) return Object.fromEntries(entries.filter(([key]) => key !== step));
  const inner = rest.length === 0 ? value : withValue((settings[step] ?? null) as Json, rest, value);
  return inner === undefined ? undefined : { ...settings, [step]: inner };
}

/** The value at a path, in the words of {@link withValue}. */
export function valueAt(settings: Json | undefined, path: readonly string[]): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined || settings === undefined) return settings;
  if (Array.isArray(settings)) return step === '*' ? valueAt(settings[0] as Json | undefined, rest) : undefined;
  if (!isObject(settings)) return undefined;
  if (step === '~') return Object.keys(settings)[0];
  if (step === '*') return valueAt(Object.values(settings)[0], rest);
  return Object.hasOwn(settings, step) ? valueAt(settings[step], rest) : undefined;
}

/** The settings that are frozen one by one: what is not inside a collection, and collections as a whole. */
export function freezable(tree: Setting): readonly Setting[] {
  const all = [...eachSetting(tree)].filter(({ path, kind }) => path.length > 0 && !path.includes('*') && kind !== 'map');
  // A union is frozen as a whole.
  const unions = all.filter(({ kind }) => kind === 'union').map(({ path }) => path.join('.'));
  return all.filter(({ path }) => !unions.some((union) => path.join('.').startsWith(`${union}.`)));
}

/** Of a setting inside a collection or union, the outermost of those; else the setting itself. */
export function freezableAt(tree: Setting, path: readonly string[]): Setting | undefined {
  const id = path.join('.');
  return freezable(tree).find((setting) => id === setting.path.join('.') || id.startsWith(`${setting.path.join('.')}.`));
}
