import { z } from 'zod';
import { secret } from '../../../settings';
import { ChartFolder } from '../../testing/helm/chart-folder';
import { findHelm } from '../../testing/helm/helm';
import { config, type SmallProgram } from '../../testing/helm/program';
import { made, small, text } from './testing/shop';

jest.setTimeout(60_000);

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
