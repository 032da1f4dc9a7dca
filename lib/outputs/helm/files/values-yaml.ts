import { isObject, type Json, type JsonObject, yamlDocument } from '../../../manifest';
import type { Setting } from '../values';
import { absentExample } from './absent-example';
import type { ChartFacts } from './chart';
import { headerText } from './header';
import { installCommand } from './install-command';
import { exampleText, isSecret, settingComment } from './setting-comment';
import { inSettingsOrder } from './settings-order';

/** values.yaml: the chart's own values, each below what its setting means; settings without a value stand there as comments. */
export function valuesYaml(facts: ChartFacts): string {
  const { derived, values } = facts;
  const lines = new Writer(facts).members(derived.tree, values, 0);
  const holdsAnything = Object.values(values).some((value) => value !== undefined);
  const kept = derived.kept === undefined ? '' : `${lines.length === 0 ? '' : '\n'}${comment(KEPT_COMMENT)}${derived.kept}: []\n`;
  return `# ${headerText(facts, 'its settings or environments')}\n\n${holdsAnything || kept !== '' ? '' : '{}\n'}${lines.join('\n')}\n${kept}`;
}

const KEPT_COMMENT = [
  'Earlier generations of config in mode `keep`, for pods of revisions that are gone back to. rollwright chart writes them into the values files of',
  'environments, from rollwright.lock.yaml; nobody else has to. RELEASE stands for the name of the release.',
];

function comment(lines: readonly string[]): string {
  return lines.map((line) => `# ${line}\n`).join('');
}

/** values.`<environment>`.yaml: only what differs from values.yaml; null removes what is there. */
export function environmentValues(facts: ChartFacts, environment: string): string {
  const said = inSettingsOrder(facts.derived.tree, facts.overrides[environment] ?? {});
  const header = [headerText(facts, `environments/ (${environment})`), `Over values.yaml: ${installCommand(facts, environment)}`];
  const kept = facts.kept[environment] ?? [];
  const { kept: key } = facts.derived;
  if (key === undefined || kept.length === 0) return `${comment(header)}${yamlDocument(said)}`;
  const own = Object.keys(said).length === 0 ? '' : `${yamlDocument(said)}\n`;
  return `${comment(header)}${own}${comment(KEPT_COMMENT.slice(0, 1))}${comment(['environments, from rollwright.lock.yaml. Give the file with each upgrade.'])}${yamlDocument({ [key]: kept })}`;
}

class Writer {
  constructor(private readonly facts: ChartFacts) {}

  /** The members of a map in the order of the settings, then what no setting is known for. */
  members(setting: Setting, values: JsonObject, depth: number): readonly string[] {
    const known = setting.members.flatMap((member) => {
      const lines = this.member(member, values[nameOf(member)], setting.kind === 'union', depth);
      return lines.length > 0 ? [lines] : [];
    });
    const names = new Set(setting.members.map(nameOf));
    const others = Object.entries(values).flatMap(([key, value]) => (names.has(key) || value === undefined ? [] : [yamlLines({ [key]: value }, depth)]));
    // An empty line between the settings of the first level; deeper ones stand together.
    return [...known, ...others].flatMap((lines, at) => (depth === 0 && at > 0 ? ['', ...lines] : lines));
  }

  private member(setting: Setting, value: Json | undefined, inUnion: boolean, depth: number): readonly string[] {
    if (this.isReleased(setting)) return [];
    const comment = settingComment(this.facts, setting).map((line) => `${indent(depth)}# ${line}`.trimEnd());
    if (value !== undefined) return [...comment, ...this.example(setting, value, depth), ...this.value(setting, value, depth)];
    if (inUnion || this.isForbidden(setting)) return [];
    const written = isSecret(this.facts, setting)
      ? [`${indent(depth)}${keyText(nameOf(setting))}:`]
      : this.value(setting, absentExample(this.facts, setting), depth);
    return [...comment, ...written.map((line) => commented(line, depth))];
  }

  private value(setting: Setting, value: Json, depth: number): readonly string[] {
    const isMap = (setting.kind === 'map' || setting.kind === 'union') && isObject(value);
    if (!isMap) return yamlLines({ [nameOf(setting)]: value }, depth);
    const inner = this.members(setting, value, depth + 1);
    const isEmpty = Object.values(value).every((member) => member === undefined);
    return [`${indent(depth)}${keyText(nameOf(setting))}:${isEmpty ? ' {}' : ''}`, ...inner];
  }

  /** An empty list or record says little: what an environment has there says more. */
  private example(setting: Setting, value: Json, depth: number): readonly string[] {
    if (typeof value !== 'object' || value === null || Object.keys(value).length > 0 || setting.kind === 'map') return [];
    const example = absentExample(this.facts, setting);
    const text = Object.keys(example as object).length === 0 ? undefined : exampleText(example);
    return text === undefined ? [] : [`${indent(depth)}# For example: ${text}`];
  }

  private isReleased({ path }: Setting): boolean {
    const { name, namespace } = this.facts.binding;
    return [name, namespace].includes(path.join('.'));
  }

  /** Frozen where no environment has it: the chart takes no value at all. */
  private isForbidden({ path }: Setting): boolean {
    return this.facts.derived.domain.pinned.get(path.join('.'))?.every((value) => value === undefined) === true;
  }
}

function nameOf({ path }: Setting): string {
  return path.at(-1) ?? '';
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}

function keyText(name: string): string {
  return yamlDocument({ [name]: {} })
    .slice(0, -' {}\n'.length)
    .replace(/:$/, '');
}

function yamlLines(value: JsonObject, depth: number): readonly string[] {
  const lines = yamlDocument(value).replace(/\n$/, '').split('\n');
  return lines.map((line) => (line === '' ? '' : `${indent(depth)}${line}`));
}

/** A line as a comment, with the sign where the setting would begin. */
function commented(line: string, depth: number): string {
  return `${indent(depth)}# ${line.slice(depth * 2)}`.trimEnd();
}
