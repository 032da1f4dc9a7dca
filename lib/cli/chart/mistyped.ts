import { isObject, type Json, type JsonObject } from '../../manifest';

/** Values of every other kind than a setting's own. */
const OTHERS: readonly Json[] = ['x', -1, 0.5, 1e9, true, [], {}, ['x'], { x: 'x' }];

/**
 * Settings with one mistake each, turn by turn: a value of another kind, a name that no setting has, something left out.
 * @param except settings that are no values, as paths
 */
export function* mistyped(settings: Iterable<JsonObject>, except: readonly (string | undefined)[]): Generator<JsonObject> {
  let n = -1;
  for (const one of settings) {
    n++;
    const places = placesIn(one).filter((path) => !except.includes(path.join('.')));
    const place = places[(n * 7) % Math.max(1, places.length)];
    if (place === undefined) continue;
    yield changed(one, place, (at, key) => {
      if (n % 3 === 0 && isObject(at[key])) return { ...at, [key]: { ...(at[key] as JsonObject), mistyped: 'x' } };
      if (n % 3 === 1) return Object.fromEntries(Object.entries(at).filter(([other]) => other !== key));
      return { ...at, [key]: OTHERS[Math.floor(n / 3) % OTHERS.length] as Json };
    });
  }
}

/** The places of all members, as paths. */
function placesIn(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [[...path, key], ...placesIn(member as Json, [...path, key])]);
}

function changed(values: JsonObject, [step = '', ...rest]: readonly string[], change: (at: JsonObject, key: string) => JsonObject): JsonObject {
  if (rest.length === 0) return change(values, step);
  return { ...values, [step]: changed(values[step] as JsonObject, rest, change) };
}
