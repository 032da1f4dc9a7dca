import type { z } from 'zod';
import type { SettingsSchema } from '../../settings';

/** The same schema, telling of every value that it is given. Only its root is another object. */
export function recordingSchema(schema: SettingsSchema, record: (value: unknown) => void): SettingsSchema {
  const inner = (schema as unknown as z.core.$ZodType)._zod;
  const run: typeof inner.run = (payload, context) => {
    record(payload.value);
    return inner.run(payload, context);
  };
  const watched = Object.create(inner, { run: { value: run } }) as typeof inner;
  return Object.create(schema, { _zod: { value: watched } }) as SettingsSchema;
}
