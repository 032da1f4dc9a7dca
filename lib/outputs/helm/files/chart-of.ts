import { RollwrightError } from '../../../errors';
import { isObject, type JsonObject, type Rendered } from '../../../manifest';
import type { ProgramSource } from '../../output';
import { deriveTemplates } from '..';
import { helmDialect } from '../dialect';
import { isEqual } from '../evaluate';
import type { ChartOptions } from '../options';
import { type Chart, type ChartFacts, settingOf } from './chart';
import { chartFiles } from './chart-files';
import { problemsOfOptions } from './check-options';
import { defaultValues } from './default-values';
import { withoutPaths, withoutSecrets } from './omit';
import { overrides } from './overrides';
import { refuseSecrets, withMadeUpSecrets } from './secrets';

/**
 * Derives the chart of one program, with all of its files.
 * @throws RollwrightError CHART_OPTION_INVALID; CHART_NOT_DERIVABLE with everything that stands against a chart; SECRET_IN_OUTPUT
 */
export function chartOf(source: ProgramSource, options: ChartOptions): Chart {
  const problems = problemsOfOptions(source, options);
  if (problems.length > 0) throw new RollwrightError(problems);
  const { version, name = source.program, release: binding = {}, test } = options;
  const chosen = options.defaults ?? Object.keys(source.environments)[0] ?? '';
  const environments = mapped(source.environments as Readonly<Record<string, JsonObject>>, (settings) => withMadeUpSecrets(source, settings));
  const defaults = defaultValues({ ...source, environments }, chosen);

  const render = (settings: unknown): Rendered => {
    const instance = binding.name === undefined ? undefined : settingOf(settings as JsonObject, binding.name);
    return helmDialect(source.render(settings), { name, version, test, ...(typeof instance === 'string' && { instance }) });
  };
  const derived = deriveTemplates({
    chart: name,
    schema: source.schema,
    render,
    bases: distinct([defaults, ...Object.values(environments)]),
    literals: source.literals,
    untaken: source.untaken,
    fixed: options.fixed,
    templates: options.templates,
    binding,
    progress: source.progress,
  });
  refuseSecrets(source.schema, derived, Object.values(environments));

  const released = [binding.name, binding.namespace].filter((path) => path !== undefined).map((path) => path.split('.'));
  const open = (settings: JsonObject) => withoutSecrets(source.schema, settings);
  const values = withoutPaths(open(defaults), released);
  const facts: ChartFacts = {
    name,
    source,
    options,
    derived: { ...derived, frozen: derived.frozen.map((one) => ({ ...one, readAt: one.readAt ?? source.readAt?.(one.path) })) },
    binding,
    values,
    overrides: mapped(environments, (settings) => overrides(values, withoutPaths(open(settings), released))),
    environments: mapped(environments, open),
  };
  return { name, program: source.program, derived: facts.derived, files: chartFiles(facts), render, defaults, environments };
}

function distinct(all: readonly JsonObject[]): readonly JsonObject[] {
  return all.filter((one, at) => !all.slice(0, at).some((other) => isEqual(one, other)));
}

function mapped(all: Readonly<Record<string, JsonObject>>, each: (settings: JsonObject) => JsonObject): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(Object.entries(all).map(([environment, settings]) => [environment, each(isObject(settings) ? settings : {})]));
}
