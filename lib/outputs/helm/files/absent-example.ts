import type { Json, JsonObject } from '../../../manifest';
import type { Setting } from '../values';
import { type ChartFacts, settingOf } from './chart';

/** A value for a setting that has none: what the schema takes without one, what an environment says, or the simplest of its kind. */
export function absentExample(facts: ChartFacts, setting: Setting): Json {
  const path = setting.path.join('.');
  if (setting.schema.default !== undefined) return setting.schema.default;
  for (const settings of Object.values(facts.environments)) {
    const value = settingOf(settings, path);
    const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    if (value !== undefined && !isEmpty) return value;
  }
  return simplest(setting);
}

function simplest({ kind, values, members, branches, schema }: Setting): Json {
  switch (kind) {
    case 'enum':
      return values[0] ?? '';
    case 'boolean':
      return false;
    case 'number':
      return typeof schema.minimum === 'number' && schema.minimum > 0 ? schema.minimum : 0;
    case 'list':
      return [];
    case 'map':
      return Object.fromEntries(members.filter(({ optional }) => !optional).map((member) => [member.path.at(-1) ?? '', simplest(member)])) as JsonObject;
    case 'mixed':
    case 'union':
      return branches[0] === undefined ? '' : simplest(branches[0]);
    case 'record':
    case 'any':
      return {};
    case 'string':
      return '';
  }
}
