import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { RollwrightError } from '../../errors';
import { KEPT_LABEL } from '../../manifest';
import { type LiveGeneration, liveGenerations, REFERRING_KINDS } from '../cluster/generations';
import { Kubectl, type LiveManifest } from '../cluster/kubectl';
import type { Invocation, ProjectOptions } from '../command';
import { realDisk } from '../disk';
import { projectFile } from '../loader';
import { readLock } from '../lock/file';
import { LOCK_NAME, parseLock } from '../lock/text';
import { progress } from '../progress';
import type { Terminal } from '../terminal';

interface GcOptions extends ProjectOptions {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly allNamespaces?: boolean | undefined;
  readonly minAge: number;
  readonly yes?: boolean | undefined;
  readonly format: 'text' | 'json';
}

export function define(command: Command, invocation: Invocation): void {
  command
    .option('--context <name>', 'the context of the kubeconfig (default: the current one)')
    .option('-n, --namespace <name>', "the namespace (default: the context's)")
    .option('-A, --all-namespaces', 'every namespace')
    .option('-p, --project <file>', `the project, or its folder, whose ${LOCK_NAME} says what stays (default: this folder)`)
    .option('--min-age <minutes>', 'leave generations alone that are younger: an apply may not have come to their readers yet', minutes, 60)
    .option('--yes', 'delete them')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'))
    .action((options: GcOptions) => collect(options, invocation));
}

function minutes(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number of minutes, 0 or more.');
  return Number(text);
}

/** As many are deleted before it is asked again what refers to the others. */
const BATCH = 20;

/** What became of a generation. */
interface Outcome extends Omit<LiveGeneration, 'state'> {
  readonly state: LiveGeneration['state'] | 'deleted';
}

/** Lists the generations that nothing needs and, when it is told to, deletes them, one by one: whenever it ends, each is there or not, and none that is needed is gone. */
async function collect(options: GcOptions, { terminal }: Invocation): Promise<void> {
  const cluster = new Cluster(new Kubectl(terminal, options), locked(options, terminal), terminal, options.minAge);
  const line = progress(terminal);
  const isText = options.format === 'text';
  const print = ({ namespace, name }: Outcome) => {
    line.done();
    if (isText) terminal.out(`${namespace}/${name}\n`);
  };
  const outcomes: Outcome[] = [];
  try {
    line.say('listing config generations');
    const scope = options.allNamespaces === true ? ['-A'] : options.namespace === undefined ? [] : ['-n', options.namespace];
    for (const namespace of await cluster.namespaces(scope)) {
      line.say(`looking at namespace ${namespace}`);
      const found = await cluster.generations(namespace);
      const doomed = found.filter(({ state }) => state === 'unreferenced');
      if (options.yes !== true) doomed.forEach(print);
      outcomes.push(...(options.yes === true ? await deleted(found, cluster, namespace, print) : found));
    }
  } finally {
    line.done();
  }
  if (!isText) terminal.out(asJson(outcomes));
  summary(outcomes, terminal);
}

/** Deletes what nothing needs, and says so of each as soon as it is gone. */
async function deleted(all: readonly LiveGeneration[], cluster: Cluster, namespace: string, print: (one: Outcome) => void): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>(all.map((one) => [one.name, one]));
  const doomed = all.filter(({ state }) => state === 'unreferenced').map(({ name }) => name);
  for (let at = 0; at < doomed.length; at += BATCH) {
    const now = new Map((await cluster.generations(namespace)).map((one) => [one.name, one]));
    for (const name of doomed.slice(at, at + BATCH)) {
      const one = now.get(name);
      outcomes.delete(name);
      if (one === undefined) continue;
      const isGone = one.state === 'unreferenced' && (await cluster.delete(one));
      outcomes.set(name, isGone ? { ...one, state: 'deleted' } : one);
      if (isGone) print(one);
    }
  }
  return [...outcomes.values()];
}

class Cluster {
  constructor(
    private readonly kubectl: Kubectl,
    private readonly locked: ReadonlySet<string>,
    private readonly terminal: Terminal,
    private readonly minAge: number,
  ) {}

  /** The namespaces that have generations. */
  async namespaces(scope: readonly string[]): Promise<readonly string[]> {
    const found = await this.kubectl.list('configmaps', '-l', KEPT_LABEL, ...scope);
    return [...new Set(found.map(({ metadata }) => metadata.namespace ?? ''))].sort();
  }

  async generations(namespace: string): Promise<readonly LiveGeneration[]> {
    const configMaps = await this.kubectl.list('configmaps', '-l', KEPT_LABEL, '-n', namespace);
    const objects: readonly LiveManifest[] = await this.kubectl.list(REFERRING_KINDS, '-n', namespace);
    return liveGenerations(configMaps, { objects, locked: this.locked, youngSince: this.terminal.now() - this.minAge * 60_000 });
  }

  /** Deletes exactly this object, if it is as it was seen; says whether it did. */
  async delete({ namespace, name, uid, resourceVersion }: LiveGeneration): Promise<boolean> {
    const options = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
    try {
      await this.kubectl.run(['delete', '--raw', `/api/v1/namespaces/${namespace}/configmaps/${name}`, '-f', '-'], JSON.stringify(options));
      return true;
    } catch (error) {
      if (error instanceof RollwrightError && /\((Conflict|NotFound)\)/.test(error.message)) return false;
      throw error;
    }
  }
}

/**
 * The names that the lock of the project holds, for whatever environment.
 * @throws RollwrightError `PROJECT_NOT_FOUND`: whoever names a project means its lock, and without it more would be deleted
 */
function locked({ project }: GcOptions, terminal: Terminal): ReadonlySet<string> {
  const folder = project === undefined ? terminal.cwd : path.dirname(projectFile(terminal.cwd, project));
  const file = path.join(folder, LOCK_NAME);
  const text = readLock(file, realDisk);
  if (text === undefined) terminal.err(`there is no ${path.relative(terminal.cwd, file) || file}: only what the cluster says counts\n`);
  return new Set(text === undefined ? [] : parseLock(text, file).map(({ name }) => name));
}

function asJson(outcomes: readonly Outcome[]): string {
  const generations = outcomes.map(({ uid: _, resourceVersion: __, ...one }) => one);
  return `${JSON.stringify({ version: 1, generations }, undefined, 2)}\n`;
}

function summary(outcomes: readonly Outcome[], terminal: Terminal): void {
  const count = (state: Outcome['state']) => outcomes.filter((one) => one.state === state).length;
  const parts = [
    `${outcomes.length} config generation${outcomes.length === 1 ? '' : 's'}`,
    `${count('referenced')} referred to`,
    `${count('locked')} held by ${LOCK_NAME}`,
    ...(count('young') > 0 ? [`${count('young')} too young`] : []),
    `${count('unreferenced')} that nothing needs`,
    ...(count('deleted') > 0 ? [`${count('deleted')} deleted`] : []),
  ];
  terminal.err(`${parts.join(', ')}${count('unreferenced') > 0 && count('deleted') === 0 ? '; --yes deletes them' : ''}\n`);
}
