import type { Command } from 'commander';
import type { ExitCode } from './exit';
import type { LayerOptions } from './layers';
import { type LoadedProject, type LoadModule, loadProject } from './loader';
import type { Terminal } from './terminal';

/** What a command is given, and where it leaves its exit code. */
export interface Invocation {
  readonly terminal: Terminal;
  /** How the project's file is run; tests give their own. */
  readonly load?: LoadModule | undefined;
  /** Ends with this exit code; without it, with 0. */
  finish(code: ExitCode): void;
}

/** A module below commands/: adds its arguments, options and action to the command that `run` made. */
export interface CommandModule {
  define(command: Command, invocation: Invocation): void;
}

export interface ProjectOptions {
  readonly project?: string | undefined;
}

/** The option that says which project. */
export function projectOption(command: Command): Command {
  return command.option('-p, --project <file>', 'the file that declares the project (default: main.ts, main.js)');
}

export function projectOf(options: ProjectOptions, { terminal, load }: Invocation): LoadedProject {
  return loadProject(terminal.cwd, options.project, load);
}

export interface SettingOptions extends LayerOptions {
  readonly program?: string | undefined;
}

/** The options that say settings over those of the environment. */
export function settingOptions(command: Command): Command {
  return command
    .option('-f, --values <file>', 'settings from a YAML file, as helm takes them (repeatable)', collected)
    .option('--set <path=value>', 'a setting: web.replicas=3,hosts[0]=a (repeatable)', collected)
    .option('--set-string <path=value>', 'a setting that stays text (repeatable)', collected)
    .option('--set-file <path=file>', "a setting from a file's text (repeatable)", collected)
    .option('--program <name>', 'the program that these settings are for, where the project has several');
}

/** For options that can be given several times. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
