import { z } from 'zod';
import { secret } from '../../../settings';
import { ChartFolder } from '../../testing/helm/chart-folder';
import { findHelm } from '../../testing/helm/helm';
import { config, type SmallProgram, thing } from '../../testing/helm/program';
import { made, small, text } from './testing/shop';

const helm = findHelm() ?? '';
const withHelm = helm === '' ? test.skip : test;
const folder = new ChartFolder();
afterAll(() => folder.remove());

describe('secrets', () => {
  const build: SmallProgram['build'] = (s) => ({
    o: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { password: s.db.password, ...(s.token && { token: s.token }) } },
    p: config({ user: s.db.user }),
  });
  const schema = z.object({ db: z.object({ user: z.string(), password: secret(z.string().min(12)) }), token: secret(z.string()).optional() });
  const program = small(schema, build, { db: { user: 'a', password: 'correct horse battery' }, token: 'staple-4711' });
  const chart = made(program);

  test('stand in no file; values.yaml says that they have to be given', () => {
    expect(chart.files.filter(({ text: content }) => /correct horse battery|staple-4711/.test(content))).toEqual([]);
    expect(text(chart, 'values.yaml').replace(/^# Generated.*\n\n/, '')).toBe(`db:
  user: a
  # Secret, required: not in this file; give it with --set-file db.password=FILE, or in a values file that is under no version control
  # password:

# Secret, optional: not in this file; give it with --set-file token=FILE, or in a values file that is under no version control
# token:
`);
  });

  test('need not be in any environment', () => {
    const without = made({ ...program, bases: [{ db: { user: 'a' } }] });
    expect(text(without, 'values.yaml')).toContain('# password:');
  });

  withHelm('helm refuses an install without one, and takes one', async () => {
    folder.write('secret', chart.files);
    expect(await folder.helm(helm, 'template', 'r', 'secret')).toEqual({ ok: false, text: expect.stringContaining("at '/db': missing property 'password'") });
    const { text: given } = await folder.helm(helm, 'template', 'r', 'secret', '--set', 'db.password=a password: long enough');
    expect(given).toContain('password: "a password: long enough"');
  });

  test('one that would have to be pinned refuses the chart', () => {
    const hashed = small(schema, (s) => ({ o: config({ sum: String(s.db.password.length % 7), user: s.db.user }) }), {
      db: { user: 'a', password: 'correct horse battery' },
    });
    expect(() => made(hashed)).toThrow('SECRET_IN_OUTPUT  db.password: a secret setting cannot be fixed in a chart');
  });
});

describe('a secret outside of Secrets', () => {
  const schema = z.object({
    url: z.string(),
    token: secret(z.string().min(12)),
    mirror: secret(z.string()).optional(),
    keys: z.array(z.object({ name: z.string(), value: secret(z.string()) })),
    byName: secret(z.record(z.string().regex(/^[a-z]+$/), z.string())),
  });
  const base = { url: 'a', token: 'staple-4711-x', mirror: 'b', keys: [{ name: 'k', value: 'v-4712' }], byName: { x: 'y-4713' } };
  type S = z.infer<typeof schema>;
  const env = (s: S) => Object.fromEntries(s.keys.map(({ name, value }) => [name, value]));

  test.each<[string, SmallProgram['build'], readonly (readonly [setting: string, object: string, path: string])[]]>([
    ['as it is', (s: S) => ({ o: config({ url: s.url, T: s.token }) }), [['token', 'ConfigMap config', '/data/T']]],
    ['inside a text', (s: S) => ({ o: config({ URL: `pg://u:${s.token}@${s.url}` }) }), [['token', 'ConfigMap config', '/data/URL']]],
    ['encoded', (s: S) => ({ o: config({ T: Buffer.from(s.token).toString('base64') }) }), [['token', 'ConfigMap config', '/data/T']]],
    ['where it is given', (s: S) => ({ o: config({ url: s.url, ...(s.mirror && { M: s.mirror }) }) }), [['mirror', 'ConfigMap config', '/data/M']]],
    ['of each element', (s: S) => ({ o: thing({ all: s.keys.map(({ value }) => ({ value })) }) }), [['keys.*.value', 'Thing thing', '/spec/all/*/value']]],
    ['by a key of its own', (s: S) => ({ o: thing(env(s)) }), [['keys.*.value', 'Thing thing', '/spec/*']]],
    [
      'in several places',
      (s: S) => ({ o: thing([s.token, s.url, s.token]) }),
      [
        ['token', 'Thing thing', '/spec/0'],
        ['token', 'Thing thing', '/spec/2'],
      ],
    ],
  ])('%s refuses the chart', (_, build, places) => {
    const problems = places.map(([setting, object, path]) => ({ code: 'SECRET_IN_OUTPUT', object, path, message: expect.stringContaining(` ${setting} `) }));
    expect(() => made(small(schema, build, base))).toThrow(expect.objectContaining({ problems: problems.map((one) => expect.objectContaining(one)) }));
  });

  test.each<[string, SmallProgram['build']]>([
    ['a Secret', (s: S) => ({ o: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { url: `u:${s.token}@`, ...s.byName } } })],
    ['whether there is one', (s: S) => ({ o: config({ url: s.url, ...(s.mirror !== undefined && { mirrored: 'yes' }) }) })],
    [
      'a checksum',
      (s: S, hash) => ({
        o: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { token: s.token } },
        w: thing({ url: s.url, sum: hash('data', 'o') }),
      }),
    ],
  ])('%s is none', (_, build) => {
    expect(made(small(schema, build, base)).derived.frozen).toEqual([]);
  });
});
