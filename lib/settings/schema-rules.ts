import type { Problem } from '../errors';
import { defOf, innerOf, partsOf, type Schema } from './schema';

/**
 * What a settings schema may not say: `.nullable()` outside lists. A null in a layer removes the setting, as in Helm, so that the program would never
 * see it, and a chart with such a setting refuses its own defaults.
 */
export function schemaProblems(schema: Schema): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<Schema>();
  const visit = (at: Schema, path: string): void => {
    if (seen.has(at)) return;
    seen.add(at);
    const def = defOf(at);
    if (def.type === 'nullable') {
      problems.push({ code: 'SETTINGS_SCHEMA', path, message: 'nullable: a null removes a setting, so that no program sees it', fix: 'use .optional()' });
    }
    if (def.type === 'array' || def.type === 'tuple') return;
    // Of a pipe only what layers are read with counts.
    const inners = def.type === 'pipe' ? [defOf(def.in).type === 'transform' ? def.out : def.in] : (innerOf(at) ?? []);
    for (const inner of inners) visit(inner, path);
    if (def.type === 'object') for (const [key, member] of Object.entries(def.shape)) visit(member, path === '' ? key : `${path}.${key}`);
    else for (const part of partsOf(at)) visit(part, `${path}.*`);
  };
  visit(schema, '');
  return problems;
}
