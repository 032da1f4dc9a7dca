/** Two branches that both changed config, merged by git itself. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { contentHash, KEPT_HASH_LENGTH } from '../../manifest';
import { newFolder, removeFolders } from '../testing/invoke';
import { advance, keyOf, type Lock, sortedLock } from './lock';
import { LOCK_NAME, lockText, parseLock } from './text';

afterAll(removeFolders);
/** One deploy: the config of one environment says a word. */
type Deploy = readonly [environment: string, config: string, word: string];

function deployed(deploys: readonly Deploy[], lock: Lock = [], limit = 4): Lock {
  return deploys.reduce<Lock>((before, [environment, config, word]) => {
    const data = { FIRST: 'the same in all of them', WORD: word, ZLAST: 'the same in all of them too' };
    const others = before.filter((one) => one.environment !== environment || one.config !== config);
    const own = before.filter((one) => !others.includes(one));
    const present = [{ name: `${config}-${contentHash({ data }, KEPT_HASH_LENGTH)}`, data }];
    return [...others, ...advance(own, { environment, program: 'shop' }, [{ config, limit, present }])];
  }, lock);
}

const keys = (lock: Lock) => new Set(lock.map(keyOf));
const withoutMarkers = (text: string) => text.replace(/^(<{7}|\|{7}|={7}|>{7}).*\n/gm, '');

/** What a merge must hold: all that both have, and of what only one has, that which it added. */
function merged(base: Lock, ours: Lock, theirs: Lock): ReadonlySet<string> {
  const [b, o, t] = [keys(base), keys(ours), keys(theirs)];
  return new Set([...o, ...t].filter((key) => (o.has(key) && t.has(key)) || !b.has(key)));
}

function git(cwd: string, ...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false'];
  const { status, stdout, error } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, stdout };
}

/** Merges two locks in a repository, as branches of a third; the text in the working folder, and whether git says that it is in conflict. */
function merge(base: Lock, ours: Lock, theirs: Lock, attributes = ''): { readonly text: string; readonly conflict: boolean } {
  const folder = newFolder();
  const file = path.join(folder, LOCK_NAME);
  const commit = (lock: Lock) => {
    fs.writeFileSync(file, lockText(lock));
    git(folder, 'add', '-A');
    expect(git(folder, 'commit', '--allow-empty', '-qm', 'config').status).toBe(0);
  };
  git(folder, 'init', '-q');
  if (attributes !== '') fs.writeFileSync(path.join(folder, '.gitattributes'), attributes);
  commit(base);
  git(folder, 'checkout', '-qb', 'other');
  commit(theirs);
  git(folder, 'checkout', '-q', 'main');
  commit(ours);
  const { status } = git(folder, 'merge', '-q', '--no-edit', 'other');
  return { text: fs.readFileSync(file, 'utf8'), conflict: status !== 0 };
}

const base = deployed([
  ['dev', 'words', 'a'],
  ['prod', 'words', 'a'],
  ['prod', 'zones', 'a'],
]);

it.each<readonly [string, Deploy, Deploy]>([
  ['two environments', ['dev', 'words', 'b'], ['prod', 'words', 'c']],
  ['two configs', ['prod', 'words', 'b'], ['prod', 'zones', 'c']],
  ['the same change', ['prod', 'words', 'b'], ['prod', 'words', 'b']],
  ['a change and a change back', ['prod', 'words', 'a'], ['prod', 'words', 'c']],
])('git merges branches by itself that changed %s', (_, mine, others) => {
  const [ours, theirs] = [deployed([mine], base), deployed([others], base)];
  const { text, conflict } = merge(base, ours, theirs);
  expect(conflict).toBe(false);
  expect(keys(parseLock(text, LOCK_NAME))).toEqual(merged(base, ours, theirs));
});

describe('branches that changed one config, so that both wrote to one place', () => {
  const words = ['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((word) => deployed([['prod', 'words', word]], base));
  const place = (lock: Lock) => sortedLock(lock).findIndex((one) => !keys(base).has(keyOf(one)));
  const [ours = [], theirs = []] =
    words.flatMap((one, at) => words.slice(at + 1).map((other) => [one, other] as const)).find(([a, b]) => place(a) === place(b)) ?? [];

  it('conflict, say how that is resolved, and lose nothing when it is', () => {
    const { text, conflict } = merge(base, ours, theirs);
    expect(conflict).toBe(true);
    expect(text).toContain('keep the lines of both sides');
    expect(() => parseLock(text, LOCK_NAME)).toThrow(expect.objectContaining({ code: 'LOCK_CONFLICT' }));
    expect(keys(parseLock(withoutMarkers(text), LOCK_NAME))).toEqual(merged(base, ours, theirs));
  });

  it('merge by themselves with merge=union', () => {
    const { text, conflict } = merge(base, ours, theirs, `${LOCK_NAME} merge=union\n`);
    expect(conflict).toBe(false);
    expect(keys(parseLock(text, LOCK_NAME))).toEqual(merged(base, ours, theirs));
  });
});

it('branches that both wrote the first lock lose nothing', () => {
  const [ours, theirs] = [deployed([['prod', 'words', 'b']]), deployed([['dev', 'zones', 'c']])];
  const { text } = merge([], ours, theirs);
  expect(keys(parseLock(withoutMarkers(text), LOCK_NAME))).toEqual(merged([], ours, theirs));
});

it('whatever two branches did, their merge is theirs together, or a conflict whose lines are', () => {
  const deploy = fc.tuple(fc.constantFrom('dev', 'prod'), fc.constantFrom('words', 'zones'), fc.constantFrom(...'abcdefgh'));
  const deploys = fc.array(deploy, { maxLength: 6 });
  const folder = newFolder();
  let clean = 0;
  fc.assert(
    fc.property(deploys, deploys, deploys, (common, mine, others) => {
      const start = deployed(common);
      const [ours, theirs] = [deployed(mine, start), deployed(others, start)];
      for (const [name, lock] of Object.entries({ start, ours, theirs })) fs.writeFileSync(path.join(folder, name), lockText(lock));
      const { status, stdout } = git(folder, 'merge-file', '-p', 'ours', 'start', 'theirs');
      const expected = merged(start, ours, theirs);
      const held = keys(parseLock(withoutMarkers(stdout), LOCK_NAME));
      for (const key of expected) expect(held).toContain(key);
      if (status !== 0) return;
      clean++;
      expect(held).toEqual(expected);
    }),
    { numRuns: 150 },
  );
  expect(clean).toBeGreaterThan(20);
});
