import type { z } from 'zod';
import { RollwrightError } from '../../errors';
import { type JsonObject, type Manifest, resolveDerived } from '../../manifest';
import type { Chart } from '../../outputs';
import type { SettingsSchema } from '../../settings';

/** What the program makes of settings: objects, or why it refuses. */
export type Wanted = { readonly objects: readonly Manifest[] } | { readonly refused: string; readonly isListed: boolean };

/**
 * Renders settings as the chart should: the program itself, in Helm's dialect.
 * @param environment whose values file they are of
 */
export function wantedOf(chart: Chart, schema: SettingsSchema, settings: JsonObject, environment?: string): Wanted {
  const parsed = (schema as unknown as z.ZodType).safeParse(settings);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const isListed = reasons.every((reason) => chart.derived.unliftedRules.some((rule) => rule.path === reason.path && rule.message === reason.message));
    return { refused: reasons.map(({ path, message }) => `${path}: ${message}`).join('; '), isListed };
  }
  try {
    return { objects: resolveDerived(chart.render(parsed.data, environment)) };
  } catch (error) {
    if (error instanceof RollwrightError) return { refused: error.problems.map(({ message }) => message).join('; '), isListed: false };
    throw error;
  }
}
