import path from 'node:path';
import { type Problem, RollwrightError } from '../errors';
import type { Rendered } from '../manifest';
import { type EarlierGeneration, type RenderedEnvironment, type RenderedProgram, secretsIn } from '../outputs';
import { type Layer, resolveSettings, type Settings } from '../settings';
import { renderProgram } from '../synth';
import type { SettingOptions } from './command';
import { withoutSecrets } from './hiding';
import { commandLineLayers } from './layers';
import type { LoadedProject } from './loader';
import type { PlacedProgram, Project } from './project';
import { sourceLine } from './source-lines';
import type { Terminal } from './terminal';

/** What rendering needs to know beside the project. */
export interface RenderContext {
  readonly loaded: LoadedProject;
  /** The layers of the command line, and the program that they are for. */
  readonly said: { readonly program: string; readonly layers: readonly Layer[] } | undefined;
  readonly cwd: string;
  /**
   * Adds the earlier generations of kept configs to a rendered program.
   * @default none are added
   */
  readonly keep?: ((environment: string, program: string, rendered: Rendered) => Rendered) | undefined;
  /**
   * The earlier generations of a rendered program's kept configs, for outputs that render it themselves.
   * @default none
   */
  readonly earlier?: ((environment: string, program: string, rendered: Rendered) => readonly EarlierGeneration[]) | undefined;
}

/**
 * Reads the layers of the command line.
 * @throws RollwrightError what cannot be read, `PROGRAM_UNKNOWN`, `PROGRAM_AMBIGUOUS`
 */
export function renderContext(loaded: LoadedProject, options: SettingOptions, terminal: Pick<Terminal, 'cwd' | 'env'>): RenderContext {
  const layers = commandLineLayers(options, terminal);
  const named = options.program;
  const program = named !== undefined || layers.length > 0 ? programNamed(loaded.project, named).program.name : undefined;
  return { loaded, cwd: terminal.cwd, said: program === undefined ? undefined : { program, layers } };
}

/**
 * The program that a command is about: the one that is named, or the only one.
 * @throws RollwrightError `PROGRAM_UNKNOWN`, `PROGRAM_AMBIGUOUS`
 */
export function programNamed(project: Project, named: string | undefined): PlacedProgram {
  const names = project.programs.map(({ program }) => program.name);
  const found = project.programs.filter(({ program }) => named === undefined || program.name === named);
  if (found[0] !== undefined && found.length === 1) return found[0];
  throw new RollwrightError(
    named === undefined
      ? {
          code: 'PROGRAM_AMBIGUOUS',
          message: 'the project has several programs, each with settings of its own',
          fix: `Say which: --program ${names.join(' or --program ')}`,
        }
      : { code: 'PROGRAM_UNKNOWN', message: `there is no program ${JSON.stringify(named)}`, fix: `Name one of: ${names.join(', ')}` },
  );
}

/**
 * The program of an environment that a command is about.
 * @throws RollwrightError `PROGRAM_UNKNOWN`, `PROGRAM_AMBIGUOUS`
 */
export function programIn(project: Project, environment: string, named: string | undefined): PlacedProgram {
  return programNamed({ ...project, programs: project.programs.filter((each) => Object.hasOwn(each.environments, environment)) }, named);
}

/** All layers of a program in an environment, the command line's last. */
export function layersOf(placed: PlacedProgram, environment: string, { said }: RenderContext): readonly Layer[] {
  return [...(placed.environments[environment] ?? []), ...(said?.program === placed.program.name ? said.layers : [])];
}

/** The settings of a program in an environment. @throws RollwrightError every problem of them */
export function settingsOf(placed: PlacedProgram, environment: string, context: RenderContext, more: readonly Layer[] = []): Settings<unknown> {
  const layers = [...layersOf(placed, environment, context), ...more];
  return resolveSettings(placed.program.settings, layers, { environment, lineOf: (layer, at) => sourceLine(layer, at, context.cwd) });
}

/**
 * One program in one environment.
 * @throws RollwrightError every problem of its settings or of its objects, and `SECRET_IN_OUTPUT`
 */
export function renderPlaced(placed: PlacedProgram, environment: string, context: RenderContext, more: readonly Layer[] = []): RenderedProgram {
  const settings = settingsOf(placed, environment, context, more);
  // What a program says when it throws may quote what it was given, and a name may hold what no output may.
  return withoutSecrets(
    () => settings.secretTexts,
    () => renderWith(settings, placed, environment, context),
  );
}

function renderWith(settings: Settings<unknown>, placed: PlacedProgram, environment: string, context: RenderContext): RenderedProgram {
  const made = renderProgram(placed.program, settings.value, { environment, sourceFolder: path.dirname(context.loaded.file) });
  // What was no secret when it was kept may be one now, so that the search below sees it too.
  const rendered = context.keep?.(environment, placed.program.name, made) ?? made;
  const leaks = rendered.objects.flatMap(({ manifest, construct, source }) =>
    secretsIn(manifest, settings.secretTexts).map((problem) => ({ ...problem, environment, construct, file: source })),
  );
  if (leaks.length > 0) throw new RollwrightError(leaks);
  return { program: placed.program.name, rendered };
}

/**
 * Renders environments, each with all of its programs.
 * @param begin is told of each environment before it is rendered
 * @throws RollwrightError the problems of all of them, together
 */
export function renderEnvironments(context: RenderContext, names: readonly string[], begin?: (environment: string) => void): readonly RenderedEnvironment[] {
  const problems: Problem[] = [];
  const environments = names.map((environment): RenderedEnvironment => {
    begin?.(environment);
    const placed = context.loaded.project.programs.filter((each) => Object.hasOwn(each.environments, environment));
    const programs = placed.flatMap((each) => {
      try {
        return [renderPlaced(each, environment, context)];
      } catch (error) {
        if (!(error instanceof RollwrightError)) throw error;
        problems.push(...error.problems);
        return [];
      }
    });
    return { environment, programs };
  });
  if (problems.length > 0) throw new RollwrightError(problems);
  return environments;
}
