import { z } from 'zod';
import { type Path, parsePath } from './path';
import { type Schema, SECRET, schemasAt, zodOf } from './schema';
import type { SettingsSchema } from './settings-schema';

/** What stands where a secret's text would. */
export const SECRET_TEXT = '<secret>';

/**
 * Marks a setting as secret: its value never stands in a message, in `explain`, or in an output. The program gets it as it is.
 *
 * ```ts
 * z.object({ databasePassword: secret(z.string().min(12)).optional() })
 * ```
 * The mark stays through `.optional()`, `.default()`, `.describe()`, `.min()` and the like, whether they come before or after it. Marking a map or a list marks everything in it.
 */
export function secret<S extends SettingsSchema>(schema: S): S {
  const own = zodOf(schema);
  const def = Object.defineProperties({}, Object.getOwnPropertyDescriptors(own._zod.def)) as (typeof own)['_zod']['def'];
  Object.defineProperty(def, SECRET, { value: true, enumerable: true });
  return z.core.clone(own, def, { parent: true }) as Schema as S;
}

/** Whether a value at a path (`db.password`, or its steps) is secret: the place itself or something around it is marked. */
export function isSecretPath(schema: SettingsSchema, path: string | Path): boolean {
  const steps = typeof path === 'string' ? parsePath(path) : path;
  return steps !== undefined && schemasAt(schema, steps).secret;
}

/** A path as messages show it: up to the first secret place, because the names inside a secret map are secret too. */
export function shownPath(schema: SettingsSchema, path: Path): Path {
  for (let length = 1; length < path.length; length++) if (schemasAt(schema, path.slice(0, length)).secret) return path.slice(0, length);
  return path;
}
