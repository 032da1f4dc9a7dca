import path from 'node:path';
import { RollwrightError } from '../../errors';
import type { Rendered } from '../../manifest';
import { type EarlierGeneration, type KeptConfig, keptConfigs, withGenerations } from '../../outputs';
import { type Disk, realDisk } from '../disk';
import { readLock, replaceLock } from './file';
import { advance, type Lock, type LockChange, type LockedGeneration, lockChanges, sortedLock } from './lock';
import { LOCK_NAME, lockText, parseLock } from './text';

/** What a run is for. */
export interface RunScope {
  /** The environments that it renders. */
  readonly environments: readonly string[];
  /** Whether these are all environments of the project, so that others in the lock are of the past. */
  readonly all: boolean;
  /**
   * The programs that it renders.
   * @default all
   */
  readonly programs?: readonly string[] | undefined;
}

/** The generations of kept configs in one run: read from the lock, put into what is rendered, and put into the lock again. */
export class KeptRun {
  private readonly read: Lock;
  private readonly present: Lock[] = [];
  private readonly gone = new Map<string, number>();

  /**
   * @param file where the lock is, for messages and for {@link write}
   * @param text the lock; undefined where there is none yet
   * @throws RollwrightError `LOCK_CONFLICT`, `LOCK_INVALID`, `LOCK_HASH_MISMATCH`
   */
  constructor(
    private readonly file: string,
    private readonly text: string | undefined,
    private readonly scope: RunScope,
  ) {
    this.read = text === undefined ? [] : parseLock(text, file);
  }

  /** The run of a project on disk. @throws RollwrightError `FILE_UNREADABLE`, and what the constructor throws */
  static of(projectFile: string, scope: RunScope, disk: Disk = realDisk): KeptRun {
    const file = path.join(path.dirname(projectFile), LOCK_NAME);
    return new KeptRun(file, readLock(file, disk), scope);
  }

  /** A rendered program with the earlier generations of its kept configs. */
  readonly keep = (environment: string, program: string, rendered: Rendered): Rendered => {
    const kept = keptConfigs(rendered);
    const held = advance(this.read, { environment, program }, kept);
    if (held.length === 0) return rendered;
    this.present.push(held);
    const made = new Set(kept.map(({ config }) => config));
    for (const { config } of held.filter((one) => !made.has(one.config))) this.count(`${environment}: ${config} of ${program}`);
    return withGenerations(rendered, this.earlierOf(held, kept));
  };

  /** The earlier generations of a rendered program, newest first; that it was rendered changes nothing. */
  readonly earlier = (environment: string, program: string, rendered: Rendered): readonly EarlierGeneration[] => {
    const kept = keptConfigs(rendered);
    return this.earlierOf(advance(this.read, { environment, program }, kept), kept);
  };

  /** The configs that no program makes any more, with the number of their generations. */
  get orphans(): ReadonlyMap<string, number> {
    return this.gone;
  }

  /** What this run changes in the lock. */
  get changes(): readonly LockChange[] {
    return lockChanges(this.read, this.next(this.read));
  }

  /**
   * @param why nothing is written
   * @throws RollwrightError `LOCK_OUTDATED`, a problem for each config, where the lock would change
   */
  refuseChanges(why = 'it is frozen (--frozen, or CI is set)'): void {
    const problems = this.changes.map(({ environment, program, config, added, dropped, moved }) => ({
      code: 'LOCK_OUTDATED',
      environment,
      object: `ConfigMap ${config} of ${program}`,
      message: `the lock is not that of this program: ${said({ added, dropped, moved })}; ${why}, and nothing was written`,
      file: this.file,
      fix: `Run \`npx rollwright synth --no-frozen\` and commit ${LOCK_NAME}`,
    }));
    if (problems.length > 0) throw new RollwrightError(problems);
  }

  /**
   * Writes the lock, where anything changes. What another run has written since for other environments stays.
   * @returns puts the old one back
   */
  write(disk: Disk = realDisk): () => void {
    if (this.changes.length === 0) return () => {};
    const now = readLock(this.file, disk);
    const base = now === undefined || now === this.text ? this.read : parseLock(now, this.file);
    return replaceLock(this.file, lockText(this.next(base)), disk);
  }

  private earlierOf(held: Lock, kept: readonly KeptConfig[]): readonly EarlierGeneration[] {
    const present = new Set(kept.flatMap((config) => config.present.map(({ name }) => name)));
    return held
      .filter(({ name }) => !present.has(name))
      .sort((a, b) => b.order - a.order)
      .map((one): EarlierGeneration => ({ ...one, source: `${this.file}:${one.line ?? 1}` }));
  }

  private next(base: Lock): Lock {
    const { environments, programs, all } = this.scope;
    const isOwn = ({ environment, program }: LockedGeneration) => environments.includes(environment) && programs?.includes(program) !== false;
    const others = all ? [] : base.filter((one) => !isOwn(one));
    return sortedLock([...others, ...this.present.flat()]);
  }

  private count(config: string): void {
    this.gone.set(config, (this.gone.get(config) ?? 0) + 1);
  }
}

/** What changes in one config, in words. */
export function said({ added, dropped, moved }: Pick<LockChange, 'added' | 'dropped' | 'moved'>): string {
  const parts = [
    added.length > 0 && `${added.join(', ')} is new`,
    moved.length > 0 && `${moved.join(', ')} is the newest again`,
    dropped.length > 0 && `${dropped.join(', ')} ${dropped.length === 1 ? 'is' : 'are'} dropped`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** Whether an environment says that this is continuous integration. */
export function isCi(environment: Readonly<Record<string, string | undefined>>): boolean {
  return !['', '0', 'false'].includes(environment.CI ?? '');
}
