import { z } from 'zod';
import type { Json } from '../../../manifest';
import { findHelm, helmTemplate } from '../../testing/helm/helm';
import { expected, outcomeOf, sameObjects } from '../../testing/helm/outcome';
import { config, type SmallProgram, thing } from '../../testing/helm/program';

const helm = findHelm();
const name = z.string().regex(/^[a-z]{1,9}$/);
const text = (level: string) => `level = "${level}"\nname = '${level}'\n\\`;

/** Texts under keys that are names of the chart's own templates, and of a part that several objects share. */
const NAMED: SmallProgram = {
  name: 'keys like templates',
  schema: z.object({ level: name, other: name }),
  build: ({ level, other }) => ({
    a: config({ image: text(level), owner: text(other), again: text(other), hash: `${text(level)}!`, labels: `${text(other)}!`, pending: `${text(other)}?` }),
    ...Object.fromEntries(['x', 'y', 'z'].map((one) => [one, thing({ image: `${level}/"${other}":${level}` }, one)])),
  }),
  bases: [{ level: 'info', other: 'none' }],
  ends: 'lifted',
};

(helm === undefined ? test.skip : test)('no two templates have one name', async () => {
  const outcome = outcomeOf(NAMED);
  if (!('chart' in outcome)) throw new Error(outcome.refused);
  const values = { level: 'debug', other: 'all' };
  const [answer] = await helmTemplate(helm as string, [{ chart: outcome.chart, values }]);
  const defined = outcome.chart.emit().flatMap(({ text: all }) => [...all.matchAll(/define "([^"]+)"/g)].map(([, one]) => one));
  expect(new Set(defined).size).toBe(defined.length);
  expect(answer !== undefined && 'objects' in answer && sameObjects(answer.objects as Json[], expected(NAMED, values) ?? [])).toBe(true);
});
