import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Json, type JsonObject, resolveDerived, yamlDocument } from '../../../manifest';
import { ChartFolder } from '../../testing/helm/chart-folder';
import { CONSTRAINTS, NO_CONSTRAINTS } from '../../testing/helm/constraints';
import { findHelm } from '../../testing/helm/helm';
import { sameObjects } from '../../testing/helm/outcome';
import { thing } from '../../testing/helm/program';
import { overrides } from './overrides';
import { made, shopChart, small } from './testing/shop';

const helm = findHelm() ?? '';
const withHelm = helm === '' ? test.skip : test;
const folder = new ChartFolder();
afterAll(() => folder.remove());

describe('real helm', () => {
  withHelm('each values file makes of values.yaml the values of its environment', async () => {
    const chart = folder.write(
      'echo',
      shopChart.files.filter(({ path }) => !path.startsWith('templates/')),
    );
    folder.write('echo', [{ path: 'templates/values.yaml', text: 'values: {{ toJson .Values }}' }]);
    for (const [environment, settings] of Object.entries(shopChart.environments)) {
      const { text: given } = await folder.helm(helm, 'template', 'r', chart, '--values', `${chart}/values.${environment}.yaml`);
      expect(parse(given)).toEqual({ values: settings });
    }
  });

  withHelm('so do the overrides of any values over any others', async () => {
    const scalar = fc.oneof(fc.string({ maxLength: 4 }), fc.integer({ min: -999999, max: 999999 }), fc.boolean());
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x y'), tie('value')),
      ),
    }));
    const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value) as fc.Arbitrary<JsonObject>;
    for (const [at, [own, wanted]] of fc.sample(fc.tuple(values, values), { numRuns: 12, seed: 7 }).entries()) {
      folder.write(`any${at}`, [
        { path: 'Chart.yaml', text: 'apiVersion: v2\nname: any\nversion: 0.1.0\n' },
        { path: 'values.yaml', text: yamlDocument(own) },
        { path: 'over.yaml', text: yamlDocument(overrides(own, wanted)) },
        { path: 'templates/values.yaml', text: 'values: {{ toJson .Values }}' },
      ]);
      const { text: given } = await folder.helm(helm, 'template', 'r', `any${at}`, '--values', `any${at}/over.yaml`);
      expect({ own, values: (parse(given) as JsonObject).values }).toEqual({ own, values: wanted });
    }
  });

  withHelm('takes the constraints on Kubernetes that we take, and none that we refuse', async () => {
    const answers = await Promise.all(
      [...CONSTRAINTS, ...NO_CONSTRAINTS].map(async (kubeVersion, at) => {
        folder.write(`kube${at}`, [{ path: 'Chart.yaml', text: yamlDocument({ apiVersion: 'v2', name: 'kube', version: '0.1.0', kubeVersion }) }]);
        return [kubeVersion, (await folder.helm(helm, 'template', 'r', `kube${at}`, '--kube-version', '1.27.4')).ok] as const;
      }),
    );
    // Helm says of a constraint that it cannot read that no version holds for it.
    expect(answers.filter(([, holds]) => holds).map(([kubeVersion]) => kubeVersion)).toEqual(CONSTRAINTS);
  });

  withHelm('settings that are one of several maps are open for `global` too, and for nothing of the other maps', async () => {
    const schema = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), a: z.string() }),
      z.object({ kind: z.literal('b'), b: z.object({ n: z.string() }) }),
    ]);
    const program = small(schema, (s) => ({ o: thing(s) }), { kind: 'a', a: 'x' }, { kind: 'b', b: { n: 'y' } });
    folder.write('union', made(program).files);
    const asked = (set: string) => folder.helm(helm, 'template', 'r', 'union', '--set', set);
    expect((await asked('global.x=1')).ok).toBe(true);
    expect((await asked('b.n=z')).ok).toBe(false);
    expect((await asked('typo=z')).ok).toBe(false);
  });

  withHelm('a bound setting that may be absent is the release’s all the same', async () => {
    const schema = z.object({
      name: z
        .string()
        .regex(/^[a-z]+$/)
        .optional(),
      n: z.int().min(1).max(9),
    });
    const program = small(schema, (s) => ({ o: thing({ n: s.n, has: s.name !== undefined }, s.name ?? 'none') }), { n: 1 }, { n: 1, name: 'x' });
    const chart = made(program, { release: { name: 'name' } });
    folder.write('optional', chart.files);
    const { text: given } = await folder.helm(helm, 'template', 'mine', 'optional');
    const own = resolveDerived(chart.render(schema.parse({ n: 1, name: 'mine' }))) as unknown as Json[];
    expect(sameObjects([parse(given) as Json], own)).toBe(true);
  });
});
