import { z } from 'zod';
import { type Problem, RollwrightError } from '../../../errors';
import { isObject, type JsonObject, type Rendered } from '../../../manifest';
import { withGenerations } from '../../kept';
import type { ProgramSource } from '../../output';
import { deriveTemplates } from '../derive';
import { helmDialect } from '../dialect';
import type { ChartOptions } from '../input';
import { isEqual } from '../template';
import { isCalledAfterRelease, keptValues } from '../write';
import { type Chart, type ChartFacts, settingOf } from './chart';
import { chartFiles } from './chart-files';
import { problemsOfOptions } from './check-options';
import { defaultValues } from './default-values';
import { neededObjects } from './needed';
import { withoutPaths, withoutSecrets } from './omit';
import { overrides } from './overrides';
import { refuseSecrets, withMadeUpSecrets } from './secrets';

/**
 * Derives the chart of one program, with all of its files.
 * @throws RollwrightError CHART_OPTION_INVALID; CHART_MIGRATION_NEEDS, CHART_MIGRATION_WAIT; CHART_NOT_DERIVABLE with everything that stands against a chart;
 * SECRET_IN_OUTPUT
 */
export function chartOf(source: ProgramSource, options: ChartOptions): Chart {
  refuse(problemsOfOptions(source, options));
  const { version, name = source.program, release: binding = {}, test } = options;
  const chosen = options.defaults ?? Object.keys(source.environments)[0] ?? '';
  const environments = mapped(source.environments as Readonly<Record<string, JsonObject>>, (settings) => withMadeUpSecrets(source.schema, settings));
  const defaults = defaultValues({ ...source, environments }, chosen);

  const nameIn = (settings: unknown): string | undefined => {
    const instance = binding.name === undefined ? undefined : settingOf(settings as JsonObject, binding.name);
    return typeof instance === 'string' ? instance : undefined;
  };
  const earlier = (environment: string | undefined) => (environment === undefined ? undefined : source.generations?.[environment]) ?? [];
  const render = (settings: unknown, environment?: string): Rendered => {
    const rendered = withGenerations(source.render(settings), earlier(environment));
    return helmDialect(rendered, { name, version, test, instance: nameIn(settings) });
  };
  refuse(dialectProblems(source, environments, render));
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
    kept: Object.values(source.generations ?? {}).some((generations) => generations.length > 0),
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
    kept: Object.fromEntries(
      Object.entries(environments).map(([environment, settings]) => {
        const release = isCalledAfterRelease(derived) ? nameIn(parsed(source, settings) ?? settings) : undefined;
        return [environment, keptValues(earlier(environment), release)];
      }),
    ),
    needed: neededObjects(
      Object.entries(environments).map(([environment, settings]) => {
        const value = parsed(source, settings);
        return { external: render(value, environment).external, release: nameIn(value) };
      }),
    ),
  };
  return { name, program: source.program, derived: facts.derived, files: chartFiles(facts), render, defaults, environments };
}

/** What no chart can say of an environment: said as it is, and not as a reason why templates were not learned. */
function dialectProblems(
  source: ProgramSource,
  environments: Readonly<Record<string, JsonObject>>,
  render: (settings: unknown, environment: string) => Rendered,
): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const [environment, settings] of Object.entries(environments)) {
    const value = parsed(source, settings);
    if (value === undefined) continue;
    for (const problem of refusals(() => render(value, environment))) {
      if (DIALECT_CODES.has(problem.code)) found.set(JSON.stringify({ ...problem, environment: undefined }), problem);
    }
  }
  return [...found.values()];
}

const DIALECT_CODES: ReadonlySet<string> = new Set(['CHART_MIGRATION_NEEDS', 'CHART_MIGRATION_WAIT']);

function refusals(run: () => unknown): readonly Problem[] {
  try {
    run();
    return [];
  } catch (error) {
    // Whatever else it is, deriving says it with the settings that it is for.
    return error instanceof RollwrightError ? error.problems : [];
  }
}

function parsed({ schema }: ProgramSource, settings: JsonObject): unknown {
  return z.safeParse(schema as z.core.$ZodType, settings).data;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new RollwrightError(problems);
}

function distinct(all: readonly JsonObject[]): readonly JsonObject[] {
  return all.filter((one, at) => !all.slice(0, at).some((other) => isEqual(one, other)));
}

function mapped(all: Readonly<Record<string, JsonObject>>, each: (settings: JsonObject) => JsonObject): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(Object.entries(all).map(([environment, settings]) => [environment, each(isObject(settings) ? settings : {})]));
}
