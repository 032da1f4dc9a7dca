import { type Problem, RollwrightError } from '../errors';
import { type Output, plainYaml } from '../outputs';
import type { Layer } from '../settings';
import type { Program } from '../synth';

/** The layers of each environment, the later over the earlier: `{ dev: [base, dev], prod: [base, prod] }`. */
export type Environments<Settings = never> = { readonly [environment: string]: readonly Layer<Settings>[] };

/** A program of a project, with environments of its own where they differ from the project's. */
export type ProjectProgram<Settings> = Program<Settings> & {
  /** Instead of the project's environments: for a program whose settings are of another kind than those of the others. */
  readonly environments?: Environments<Settings> | undefined;
};

/** The settings of a program. */
type SettingsOf<P> = P extends Program<infer Settings> ? Settings : never;

/** The settings of a program that uses the environments of the project. */
type SharedSettings<P> = P extends { readonly environments: object } ? never : SettingsOf<P>;

/** What `rollwright({…})` takes. */
export interface ProjectProps<Programs extends readonly unknown[] = readonly unknown[]> {
  /** What is deployed. Each program has a name of its own. */
  readonly programs: Programs & { readonly [index in keyof Programs]: ProjectProgram<SettingsOf<Programs[index]>> };
  /** The environments of every program that has none of its own: their layers fit the settings of each of these programs. */
  readonly environments?: Environments<SharedSettings<Programs[number]>> | undefined;
  /**
   * The dialects that are written.
   * @default plainYaml()
   */
  readonly outputs?: readonly Output[] | undefined;
}

/** A program whose settings nobody knows statically, with its environments. */
export interface PlacedProgram {
  readonly program: Program<unknown>;
  readonly environments: Environments;
}

const PROJECT = Symbol.for('rollwright.project');

/** A declaration: which programs, in which environments, in which dialects. */
export interface Project {
  readonly [PROJECT]: true;
  readonly programs: readonly PlacedProgram[];
  /** The names of all environments, in the order they were written. */
  readonly environments: readonly string[];
  readonly outputs: readonly Output[];
}

/** Folders below the output folder that belong to other outputs, so that no environment can have their name. */
const RESERVED = ['chart', 'argocd'];
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Declares a project. Make it the default export of `main.ts`; nothing runs on import, the commands read it.
 *
 * ```ts
 * export default rollwright({ programs: [dodo], environments: { dev: [base, dev], prod: [base, prod] } });
 * ```
 * @throws RollwrightError `PROJECT_INVALID`: a name that cannot be a file name, two programs of one name, a program without environments
 */
export function rollwright<const Programs extends readonly unknown[]>(props: ProjectProps<Programs>): Project {
  const programs = (props.programs as unknown as readonly ProjectProgram<unknown>[]).map((program) => ({
    program: program as Program<unknown>,
    environments: (program.environments ?? props.environments ?? {}) as Environments,
  }));
  const environments = [...new Set(programs.flatMap((each) => Object.keys(each.environments)))];
  const outputs = props.outputs ?? [plainYaml()];
  const problems = problemsOf(programs, environments, outputs);
  if (problems.length > 0) throw new RollwrightError(problems);
  return Object.freeze({ [PROJECT]: true as const, programs, environments, outputs });
}

/** Whether a value is what `rollwright()` returned, of this copy of the package or another. */
export function isProject(value: unknown): value is Project {
  return typeof value === 'object' && value !== null && (value as Partial<Project>)[PROJECT] === true;
}

function problemsOf(programs: readonly PlacedProgram[], environments: readonly string[], outputs: readonly Output[]): readonly Problem[] {
  const messages: string[] = [];
  if (programs.some(({ program }) => typeof program.name !== 'string' || typeof program.build !== 'function' || program.settings === undefined)) {
    messages.push('what stands in programs is no program; make it with program({ name, settings, build })');
  }
  const names = programs.map(({ program }) => program.name);
  if (programs.length === 0) messages.push('there is no program');
  if (outputs.length === 0) messages.push('there is no output');
  for (const name of names.filter((each) => typeof each === 'string' && !DNS_LABEL.test(each)))
    messages.push(`the program name ${JSON.stringify(name)} is no DNS label (a-z, 0-9 and -)`);
  for (const name of repeated(names.filter((each) => each !== undefined))) messages.push(`two programs are called ${name}`);
  for (const name of repeated(outputs.map((output) => output.name))) messages.push(`two outputs are called ${name}`);
  for (const { program, environments: own } of programs) {
    if (Object.keys(own).length === 0) messages.push(`the program ${program.name} has no environments`);
  }
  for (const name of environments) {
    if (!DNS_LABEL.test(name)) messages.push(`the environment name ${JSON.stringify(name)} is no DNS label (a-z, 0-9 and -)`);
    if (RESERVED.includes(name)) messages.push(`the environment name ${name} is the folder of an output`);
  }
  return messages.map((message) => ({ code: 'PROJECT_INVALID', message, fix: 'Correct the call of rollwright({…})' }));
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
