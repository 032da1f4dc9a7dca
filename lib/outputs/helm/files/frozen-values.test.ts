import { z } from 'zod';
import type { JsonObject } from '../../../manifest';
import { ChartFolder } from '../../testing/helm/chart-folder';
import { findHelm } from '../../testing/helm/helm';
import { thing } from '../../testing/helm/program';
import { made, shopChart, small, text } from './testing/shop';

const helm = findHelm() ?? '';
const withHelm = helm === '' ? test.skip : test;
const folder = new ChartFolder();
afterAll(() => folder.remove());

describe('what is frozen', () => {
  test('stands in README.md with its reason, and in the list of the derived chart', () => {
    expect(text(shopChart, 'README.md')).toContain('| `half` | what example.com/v1/Thing thing/spec/half makes of it was not explained |');
    expect(shopChart.derived.frozen.map(({ path }) => path)).toEqual(['half']);
  });

  withHelm.each([
    ['half=7', "at '/half': value must be 5"],
    ['level=warn', "at '/level': value must be one of 'debug', 'info'"],
    ['levle=info', "at '/levle': got string, want boolean or object"],
    ['image.tga=1', "at '/image': additional properties 'tga' not allowed"],
    ['limits.cpus=1', "additional properties 'cpus' not allowed"],
  ])('helm refuses --set %s', async (set, message) => {
    folder.write('shop', shopChart.files);
    const { ok, text: said } = await folder.helm(helm, 'template', 'r', 'shop', '--set', set);
    expect(ok).toBe(false);
    expect(said).toContain(message);
  });

  withHelm.each<[string, JsonObject, readonly JsonObject[], string, string]>([
    ['a map, leaf by leaf', { m: { x: 1, l: ['a'] } }, [], 'm.x=2', "at '/m/x': value must be 1"],
    ['a list, item by item', { m: { x: 1, l: ['a'] } }, [], 'm.l={b}', "at '/m/l/0': value must be 'a'"],
    ['one of the environments', { m: 'a' }, [{ m: 'b' }], 'm=c', "at '/m': value must be one of 'a', 'b'"],
    ['nothing where nobody has it', {}, [], 'm=c', "at '/m': value must be 'absent: it is fixed in this chart (README.md says why)'"],
  ])('the author fixes %s', async (_, base, more, set, message) => {
    const program = small(
      z.object({ m: z.any().optional(), n: z.string() }),
      (s) => ({ o: thing({ m: s.m, n: s.n }) }),
      { ...base, n: 'x' },
      ...more.map((one) => ({ ...one, n: 'x' })),
    );
    const chart = made(program, { fixed: ['m'] });
    folder.write('fixed', chart.files);
    expect((await folder.helm(helm, 'template', 'r', 'fixed', '--set', 'n=y')).ok).toBe(true);
    expect(await folder.helm(helm, 'template', 'r', 'fixed', '--set', set)).toEqual({ ok: false, text: expect.stringContaining(message) });
  });
});
