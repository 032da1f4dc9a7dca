import { type Problem, RollwrightError } from '../../errors';
import { contentHash, isObject, KEPT_HASH_LENGTH } from '../../manifest';
import { GENERATED } from '../../outputs';
import { type Lock, type LockedGeneration, sortedLock } from './lock';

/** The lock's file, beside the declaration of the project. */
export const LOCK_NAME = 'rollwright.lock.yaml';

const VERSION = 1;

const HEADER = `# ${GENERATED} (synth): generations of kept config that pods of earlier revisions may need. Commit it; no secret is in it.
# One line is one generation, whole. When git reports a conflict here, keep the lines of both sides (delete only the markers: <<<<<<<, |||||||, =======
# and >>>>>>>), then run \`npx rollwright synth --no-frozen\` and commit.
`;

/**
 * A lock as it is written: the same lock, the same text. Each line stands for itself, so that git, and whoever resolves a conflict, can take any of them.
 * The line before those of a config keeps two branches apart that change two configs: git merges what does not touch (xdiff/xmerge.c, `xdl_do_merge`).
 */
export function lockText(lock: Lock): string {
  let above = '';
  const lines = sortedLock(lock).map((one) => {
    const heading = `# ${one.environment}: ${one.config} of ${one.program}\n`;
    const isFirst = heading !== above;
    above = heading;
    return `${isFirst ? heading : ''}${lineOf(one)}`;
  });
  return `${HEADER}version: ${VERSION}\ngenerations:\n${lines.join('')}`;
}

function lineOf({ environment, program, config, order, name, data, binaryData }: LockedGeneration): string {
  const members = { environment, program, config, order, name, ...(data && { data: sorted(data) }), ...(binaryData && { binaryData: sorted(binaryData) }) };
  return `- ${printable(JSON.stringify(members))}\n`;
}

function sorted(data: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Characters that JSON may hold and that YAML, git or an editor would take for something else. */
function printable(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Reads a lock. Whatever is wrong with it is an error: a lock that is taken for an empty one would be overwritten.
 * @throws RollwrightError `LOCK_CONFLICT`, `LOCK_INVALID`, `LOCK_HASH_MISMATCH`
 */
export function parseLock(text: string, file: string): Lock {
  refuseConflict(text, file);
  // Loaded on first use, since most projects have no lock.
  const { LineCounter, parseDocument } = require('yaml') as typeof import('yaml');
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [error] = document.errors;
  if (error !== undefined) throw invalid(`it is no YAML: ${error.message.split('\n')[0]}`, `${file}:${error.linePos?.[0].line ?? 1}`);
  const content = document.toJS() as unknown;
  const { version, generations } = isObject(content) ? content : {};
  if (version !== VERSION) throw invalid(`its version is ${JSON.stringify(version) ?? 'missing'}; this rollwright reads version ${VERSION}`, file);
  if (generations !== null && !Array.isArray(generations)) throw invalid('its generations are no list', file);
  const problems: Problem[] = [];
  const lock = (generations ?? []).flatMap((entry: unknown, at: number): readonly LockedGeneration[] => {
    const offset = (document.getIn(['generations', at], true) as { range?: readonly number[] } | undefined)?.range?.[0] ?? 0;
    const { line } = counter.linePos(offset);
    const problem = entryProblem(entry, `${file}:${line}`);
    if (problem === undefined) return [{ ...(entry as LockedGeneration), line }];
    problems.push(problem);
    return [];
  });
  if (problems.length > 0) throw new RollwrightError(problems);
  return sortedLock(lock);
}

function refuseConflict(text: string, file: string): void {
  const at = text.split('\n').findIndex((line) => /^(<{7}|\|{7}|={7}|>{7})(\s|$)/.test(line));
  if (at < 0) return;
  throw new RollwrightError({
    code: 'LOCK_CONFLICT',
    message: 'git has left a conflict in the lock; nothing was read or written',
    file: `${file}:${at + 1}`,
    fix: 'Keep the lines of both sides: delete only the marker lines (<<<<<<<, |||||||, =======, >>>>>>>), then run `npx rollwright synth --no-frozen`',
  });
}

function entryProblem(entry: unknown, at: string): Problem | undefined {
  const wrong = shapeProblem(entry);
  if (wrong !== undefined) return invalid(wrong, at).problems[0];
  const { config, name, data, binaryData, environment } = entry as LockedGeneration;
  const hash = contentHash({ data: filled(data), binaryData: filled(binaryData) }, KEPT_HASH_LENGTH);
  if (name === `${config}-${hash}`) return undefined;
  return {
    code: 'LOCK_HASH_MISMATCH',
    environment,
    object: `ConfigMap ${name}`,
    message: `the data gives the name ${config}-${hash}, so that it is not what the ConfigMap of this name holds; nothing was written`,
    file: at,
    fix: 'Take the line as git has it (`git log -p rollwright.lock.yaml`), or delete it if no revision needs this generation, and run synth again',
  };
}

function shapeProblem(entry: unknown): string | undefined {
  if (!isObject(entry)) return 'an entry is no mapping';
  for (const field of ['environment', 'program', 'config', 'name']) {
    if (typeof entry[field] !== 'string' || entry[field] === '') return `an entry has no ${field}`;
  }
  if (!Number.isSafeInteger(entry.order)) return 'an entry has no order, a whole number';
  for (const field of ['data', 'binaryData']) {
    const texts = entry[field];
    if (texts !== undefined && !(isObject(texts) && Object.values(texts).every((text) => typeof text === 'string')))
      return `the ${field} of an entry is no mapping of texts`;
  }
  return undefined;
}

/** An empty mapping and an absent one are the same to the API server, and to the hash. */
function filled(data: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> | undefined {
  return data !== undefined && Object.keys(data).length > 0 ? data : undefined;
}

function invalid(message: string, file: string): RollwrightError {
  return new RollwrightError({
    code: 'LOCK_INVALID',
    message: `the lock cannot be read: ${message}; nothing was written`,
    file,
    fix: 'Take the file as git has it (`git checkout -- rollwright.lock.yaml`), or correct the line, and run synth again',
  });
}
