import { z } from 'zod';
import { type Problem, RollwrightError } from '../../../errors';
import { isObject, type Json, type JsonObject } from '../../../manifest';
import { formatPath, isSecretPath, type SettingsSchema, secretTexts } from '../../../settings';
import { holdsSecret } from '../../secrets';
import type { Derived } from '../template';
import { draw, drawing, eachSetting, inputSchema, Random, settingTree, WHOLE_DOMAIN, withValue } from '../values';
import { settingOf } from './chart';
import { isSecretSetting, secretsOutside } from './secret-places';

/** Draws of one secret, of which zod may refuse some. */
const DRAWS = 40;

/**
 * Settings in which secrets that must be there, and that no layer says, have made-up values: a chart is learned from whole settings, and no environment has
 * to hold a secret for that. What is made up stands in no file.
 */
export function withMadeUpSecrets(program: SettingsSchema, settings: JsonObject): JsonObject {
  const schema = program as z.core.$ZodType;
  const tree = settingTree(inputSchema(program));
  const random = new Random(1);
  let filled = settings;
  for (const { path, kind } of eachSetting(tree)) {
    if (kind === 'map' || path.length === 0 || path.includes('*') || !isSecretPath(program, path)) continue;
    if (settingOf(filled, path.join('.')) !== undefined || !isMissed(schema, filled, path)) continue;
    const setting = [...eachSetting(tree)].find((one) => one.path === path) ?? tree;
    for (let n = 0; n < DRAWS && isMissed(schema, filled, path); n++) {
      const value = draw({ ...setting, optional: false }, drawing(random, WHOLE_DOMAIN, { empty: 0 }));
      filled = (withValue(withParents(filled, path), path, value) ?? filled) as JsonObject;
    }
  }
  return filled;
}

/** Whether zod refuses what is at a path, or that there is nothing. */
function isMissed(schema: z.core.$ZodType, settings: JsonObject, path: readonly string[]): boolean {
  const { error } = z.safeParse(schema, settings);
  return error?.issues.some((issue) => issue.path.every((step, at) => String(step) === path[at])) === true;
}

function withParents(settings: JsonObject, [step, ...rest]: readonly string[]): JsonObject {
  if (step === undefined || rest.length === 0) return settings;
  const there = settings[step];
  return { ...settings, [step]: withParents(isObject(there) ? there : {}, rest) };
}

/**
 * @throws RollwrightError SECRET_IN_OUTPUT where the chart would hold the text of a secret, pinned in its schema or as a literal of its templates, or would write it
 * into anything but a Secret
 */
export function refuseSecrets(schema: SettingsSchema, derived: Derived, environments: readonly JsonObject[]): void {
  const texts = [...new Set(environments.flatMap((settings) => secretTexts(schema, settings)))];
  const pinned = [...eachSetting(derived.tree)];
  const frozen = derived.frozen
    .filter(({ path }) => pinned.some((setting) => setting.path.join('.') === path && isSecretSetting(schema, setting)))
    .map(({ path, reason }) => problem(path, `a secret setting cannot be fixed in a chart, for its text would stand in values.schema.json: ${reason}`));
  const [literal] = literalsOf([...derived.templates.objects, ...derived.templates.payloads, ...derived.templates.rules] as unknown as Json).filter((text) =>
    holdsSecret(text, texts),
  );
  const held = literal === undefined ? [] : [problem(undefined, 'a template of the chart would hold the text of a secret setting as a literal')];
  const problems = [...frozen, ...held, ...secretsOutside(schema, derived)];
  if (problems.length > 0) throw new RollwrightError(problems);
}

function problem(path: string | undefined, message: string): Problem {
  const fix = 'Write it into the data of a Secret as it is, or refer to a Secret that something else makes (AppSecretRef); nothing was written';
  return { code: 'SECRET_IN_OUTPUT', path: path === undefined ? undefined : formatPath(path.split('.')), message, fix };
}

/** The texts of what is constant in templates and of what conditions compare with. */
function literalsOf(node: Json | undefined): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item: Json) => literalsOf(item));
  if (!isObject(node)) return [];
  const own = node.op === 'constant' || node.op === 'equals' ? textsOf(node.value) : [];
  return [...own, ...Object.values(node).flatMap(literalsOf)];
}

function textsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsOf(item));
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => [key, ...textsOf(member)]) : [];
}
