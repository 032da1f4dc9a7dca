import path from 'node:path';
import { RollwrightError } from '../../errors';
import { type EarlierGeneration, type ProgramSource, secretsIn } from '../../outputs';
import { mergeLayers, secretTexts } from '../../settings';
import { renderProgram } from '../../synth';
import { withoutSecrets } from '../hiding';
import type { PlacedProgram } from '../project';
import { layersOf, type RenderContext } from '../render';
import { shortPath } from '../source-lines';
import { literalsOf } from './literals';
import { settingsWithSecrets } from './made-up-secrets';
import { SourceFiles } from './program-files';
import { readsIn } from './read-at';
import { recordingSchema } from './recording-schema';
import type { Reloaded } from './reload';
import { untakenIn } from './replay';

/** What watches programs while they are learned. */
export interface Watching {
  /** Loads the project's own modules a second time, to see which branches were taken; without it no branch is looked after. */
  readonly reload?: (() => Reloaded) | undefined;
  readonly progress?: ((program: string, phase: string, detail: string) => void) | undefined;
  /**
   * Renders after which no end is hoped for.
   * @default 30,000
   */
  readonly mostRenders?: number | undefined;
}

/** A program of a hundred settings takes some thousand. */
const MOST_RENDERS = 30_000;

/** Settings for which a program threw. */
export interface Failure {
  readonly settings: unknown;
  readonly error: Error;
}

export interface WatchedSource extends ProgramSource {
  /** What the program threw first, and for which settings. */
  readonly failure: () => Failure | undefined;
  /** How often it was rendered. */
  readonly renders: () => number;
}

/**
 * A program for outputs that render it themselves.
 * @throws RollwrightError every problem of its environments
 */
export function programSource(placed: PlacedProgram, context: RenderContext, watching: Watching = {}): WatchedSource {
  const { reload, progress, mostRenders = MOST_RENDERS } = watching;
  const { program } = placed;
  const names = Object.keys(placed.environments);
  const sourceFolder = path.dirname(context.loaded.file);
  // Where each construct was made is asked by messages only, and remembering it takes longer than rendering.
  const rendering = { sourceFolder, sources: 0 };
  const values: unknown[] = [];
  let renders = 0;
  let failure: Failure | undefined;
  const render = (settings: unknown) => {
    renders++;
    try {
      return withoutSecrets(
        () => secretTexts(program.settings, settings),
        () => renderProgram(program, settings, rendering),
      );
    } catch (error) {
      failure ??= { settings, error: error as Error };
      throw error;
    }
  };
  const generations = names.map((name) => {
    const { value, secretTexts: secrets } = settingsWithSecrets(placed, name, context);
    const made = withoutSecrets(
      () => secrets,
      () => renderProgram(program, value, { ...rendering, environment: name }),
    );
    const earlier = context.earlier?.(name, program.name, made) ?? [];
    refuseSecrets(earlier, secrets, name);
    return [name, earlier] as const;
  });

  const files = new SourceFiles();
  const own = files.ofProgram(program.name, context.loaded.file);
  const syntaxes = files.syntaxes(own);
  const shown = (file: string) => shortPath(file, context.cwd);
  const untaken = (again: () => Reloaded) =>
    untakenIn({ program: program.name, values, sourceFolder, files, own }, context.loaded, again).map(({ file, line }) => ({ file: shown(file), line }));

  return {
    program: program.name,
    schema: recordingSchema(program.settings, (value) => values.push(value)),
    render,
    base: mergeLayers(sharedLayers(names.map((name) => layersOf(placed, name, context)))).values,
    environments: Object.fromEntries(names.map((name) => [name, mergeLayers(layersOf(placed, name, context)).values])),
    generations: Object.fromEntries(generations),
    literals: literalsOf(syntaxes),
    untaken: reload === undefined ? undefined : () => untaken(reload),
    readAt: readsIn(syntaxes, shown),
    progress: (phase, detail) => {
      if (renders > mostRenders) throw endless(program.name, mostRenders);
      progress?.(program.name, phase, detail);
    },
    failure: () => failure,
    renders: () => renders,
  };
}

/** What was no secret when it was kept may be one now. */
function refuseSecrets(earlier: readonly EarlierGeneration[], secretTexts: readonly string[], environment: string): void {
  const leaks = earlier.flatMap(({ name, data, binaryData, source }) => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data, binaryData };
    return secretsIn(manifest, secretTexts).map((problem) => ({ ...problem, environment, file: source }));
  });
  if (leaks.length > 0) throw new RollwrightError(leaks);
}

function endless(program: string, renders: number): RollwrightError {
  return new RollwrightError({
    code: 'CHART_NOT_DERIVABLE',
    message: `what the program ${program} makes of its settings was not learned in ${renders} renders`,
    fix: 'Fix settings that no release changes: helmChart({ … { fixed: […] } })',
  });
}

/** The programs of a project for an output that asks for them. */
export function programSources(context: RenderContext, watching: Watching = {}): () => readonly ProgramSource[] {
  let sources: readonly ProgramSource[] | undefined;
  return () => {
    sources ??= context.loaded.project.programs.map((placed) => programSource(placed, context, watching));
    return sources;
  };
}

/** The layers that all lists begin with. */
function sharedLayers<Layer>(lists: readonly (readonly Layer[])[]): readonly Layer[] {
  const [first = [], ...others] = lists;
  const end = first.findIndex((layer, at) => others.some((list) => list[at] !== layer));
  return end < 0 ? first : first.slice(0, end);
}
