import { isObject, type Json, type JsonObject } from '../../manifest';

/** Runs of helm that looking for the smallest difference may take. */
const MOST_RUNS = 80;

/**
 * Settings that still differ, with as little as possible that is not usual: each setting by itself is given its usual value, then what is left is made shorter.
 * @param paths the settings that can be set one by one
 */
export async function smallest(
  settings: JsonObject,
  usual: JsonObject,
  paths: readonly string[],
  differs: (settings: JsonObject) => Promise<boolean>,
): Promise<JsonObject> {
  let [best, runs] = [settings, 0];
  const attempt = async (other: JsonObject): Promise<boolean> => {
    if (runs >= MOST_RUNS || JSON.stringify(other) === JSON.stringify(best)) return false;
    runs++;
    if (!(await differs(other))) return false;
    best = other;
    return true;
  };
  if (await attempt(usual)) return best;
  for (const path of paths) await attempt(withAt(best, path.split('.'), valueAt(usual, path.split('.'))));
  for (const path of paths) {
    const at = path.split('.');
    if (JSON.stringify(valueAt(best, at)) === JSON.stringify(valueAt(usual, at))) continue;
    while (true) {
      const shorter = shorterThan(valueAt(best, at)).filter((value) => JSON.stringify(value) !== JSON.stringify(valueAt(usual, at)));
      if (!(await firstOf(shorter, (value) => attempt(withAt(best, at, value))))) break;
    }
  }
  return best;
}

async function firstOf<T>(all: readonly T[], test: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of all) if (await test(one)) return true;
  return false;
}

function shorterThan(value: Json | undefined): readonly Json[] {
  if (typeof value === 'string') {
    const characters = [...value];
    const half = Math.floor(characters.length / 2);
    return half === 0 ? [] : [characters.slice(0, half), characters.slice(half)].map((some) => some.join(''));
  }
  if (Array.isArray(value)) return value.length < 2 ? [] : [value.slice(0, 1) as Json, value.slice(1) as Json];
  if (typeof value === 'number') return Number.isInteger(value / 2) && value !== 0 ? [value / 2] : [];
  if (!isObject(value)) return [];
  const entries = Object.entries(value);
  return entries.length < 2 ? [] : [Object.fromEntries(entries.slice(0, 1)) as Json, Object.fromEntries(entries.slice(1)) as Json];
}

function valueAt(settings: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, step) => (isObject(at) ? at[step] : undefined), settings);
}

function withAt(settings: JsonObject, [step, ...rest]: readonly string[], value: Json | undefined): JsonObject {
  if (step === undefined) return settings;
  const others = Object.fromEntries(Object.entries(settings).filter(([key]) => key !== step));
  const inner = settings[step];
  if (rest.length === 0) return value === undefined ? others : { ...settings, [step]: value };
  if (!isObject(inner)) return value === undefined ? settings : { ...settings, [step]: withAt({}, rest, value) };
  return { ...settings, [step]: withAt(inner, rest, value) };
}
