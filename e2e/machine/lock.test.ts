import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock';
import { identifySelf } from './process-identity';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
const lock = join(folder, 'lock');
afterAll(() => rmSync(folder, { recursive: true }));

it('lets one in at a time, and each in the end', async () => {
  let inside = 0;
  let most = 0;
  const work = async (number: number) => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(5);
    inside -= 1;
    return number;
  };
  const results = await Promise.all(Array.from({ length: 8 }, (_, number) => withLock(lock, () => work(number))));
  expect(results).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

it('is given back when the work fails', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(readdirSync(folder)).toEqual([]);
});

const self = identifySelf();
it.each([
  ['of a process that does not exist', `999999999_1_${self.boot}`],
  ['of another process that had our pid', `${self.pid}_1_${self.boot}`],
  ['from before the machine was restarted', `${self.pid}_${self.startTicks}_another-boot`],
  ['that nobody can read', 'nonsense'],
])('takes over a lock %s', async (_what, owner) => {
  mkdirSync(lock);
  writeFileSync(join(lock, owner), '');
  expect(await withLock(lock, async () => readdirSync(lock))).toEqual([`${self.pid}_${self.startTicks}_${self.boot}`]);
});

it('waits for a living owner and says who that is', async () => {
  const said: string[] = [];
  const first = withLock(lock, () => sleep(300, 'first'));
  await sleep(20);
  const second = withLock(
    lock,
    async () => 'second',
    (owner) => said.push(owner),
  );
  expect(await Promise.race([first, second])).toBe('first');
  expect(await second).toBe('second');
  expect(said).toEqual([`process ${process.pid}`]);
});
