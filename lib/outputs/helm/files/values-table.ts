import { describeSettings, type SettingDescription } from '../../../settings';
import { type ChartFacts, settingOf } from './chart';
import { inline } from './inline';
import { cell, code, table } from './markdown';

/** All settings: what they take, what the chart gives them, what they mean. */
export function valuesTable(facts: ChartFacts): string {
  const { source, binding } = facts;
  const released = [binding.name, binding.namespace];
  const rows = describeSettings(source.schema)
    .filter(({ path }) => !released.includes(path))
    .map((setting) => [code(setting.path), cell(setting.type), defaultCell(facts, setting), cell(setting.description ?? '')]);
  return `## Values\n\n${table(['Setting', 'Type', 'Default', 'Description'], rows)}`;
}

function defaultCell({ values }: ChartFacts, { path, required, secret, default: own }: SettingDescription): string {
  if (secret) return required ? 'none: required' : 'none';
  const value = path.includes('[]') || path.includes('*') ? undefined : settingOf(values, path);
  const shown = value ?? own;
  if (shown === undefined) return required && !path.includes('[]') && !path.includes('*') ? 'none: required' : '';
  return code(inline(shown));
}
