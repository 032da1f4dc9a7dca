import { z } from 'zod';
import { isObject, type Json, type JsonObject } from '../../../manifest';
import type { ProgramSource } from '../../output';
import { isEqual } from '../template';

/**
 * The values that a chart begins with: what all environments share, and of one environment only what is missing for the program to take it. Where the
 * program refuses that mixture, it is the environment as it is.
 */
export function defaultValues(source: ProgramSource, environment: string): JsonObject {
  const full = source.environments[environment] as JsonObject;
  return completed(source, source.base as JsonObject, full) ?? full;
}

/** Issues of a round may hide others below them, so that it takes as many rounds as settings are nested. */
const MOST_ROUNDS = 40;

function completed(source: ProgramSource, base: JsonObject, full: JsonObject): JsonObject | undefined {
  let values = base;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const parsed = z.safeParse(source.schema as z.core.$ZodType, values);
    if (parsed.success) return renders(source, parsed.data) ? values : undefined;
    const before = values;
    for (const { path } of parsed.error.issues) values = taken(values, full, path);
    if (isEqual(values, before)) return undefined;
  }
  return undefined;
}

/** Rules of a program that its schema does not say. */
function renders(source: ProgramSource, settings: unknown): boolean {
  try {
    source.render(settings);
    return true;
  } catch {
    return false;
  }
}

/** Values with what others have at a path; lists are taken whole. The same values where the others have nothing there. */
function taken(values: JsonObject, from: JsonObject, [step, ...rest]: readonly PropertyKey[]): JsonObject {
  if (step === undefined) return values;
  const key = String(step);
  const [there, other] = [values[key], from[key]];
  if (other === undefined) return values;
  const value = rest.length > 0 && isObject(there) && isObject(other) ? taken(there, other, rest) : other;
  return { ...values, [key]: value as Json };
}
