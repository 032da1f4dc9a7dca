/** Numbers as people write them in values files and on the command line, which Helm reads as floats: what it makes of them is what the program makes. */
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Json } from '../../manifest';
import { ChartFolder } from '../testing/helm/chart-folder';
import { findHelm } from '../testing/helm/helm';
import { expected, outcomeOf, sameObjects } from '../testing/helm/outcome';
import { type SmallProgram, thing } from '../testing/helm/program';

const PROGRAM: SmallProgram = {
  name: 'numbers',
  schema: z.object({ whole: z.int(), part: z.number() }),
  build: (s) => ({ o: thing({ whole: s.whole, part: s.part, text: `${s.whole} ${s.part}`, more: s.whole + 1 }) }),
  bases: [{ whole: 1, part: 0.5 }],
  ends: 'lifted',
};
const helm = findHelm() ?? '';
const folder = new ChartFolder();
afterAll(() => folder.remove());
const outcome = outcomeOf(PROGRAM);
if ('refused' in outcome) throw new Error(outcome.refused);
const { chart } = outcome;
const path = folder.write('numbers', [
  { path: 'Chart.yaml', text: 'apiVersion: v2\nname: numbers\nversion: 0.1.0\n' },
  { path: 'values.yaml', text: 'whole: 1\npart: 0.5\n' },
  { path: 'values.schema.json', text: JSON.stringify(chart.schema) },
  ...chart.emit(),
]);

(helm === '' ? test.skip : test).each<[string, string, string, Json]>([
  ['over a million', '1000000', '1234567.25', { whole: 1000000, part: 1234567.25 }],
  ['as large as they are exact', '9007199254740990', '1e21', { whole: 9007199254740990, part: 1e21 }],
  ['small', '-1234567', '1e-7', { whole: -1234567, part: 1e-7 }],
  // A zero in a manifest is a zero with any sign; in a text there is none.
  ['less than zero, and zero', '-0', '-0.0', { whole: 0, part: 0 }],
  ['whole, with a point', '3.0', '2.50', { whole: 3, part: 2.5 }],
  ['of other bases', '0x1F', '0o17', { whole: 31, part: 15 }],
])('%s', async (_, whole, part, values) => {
  folder.write('numbers', [{ path: 'more.yaml', text: `whole: ${whole}\npart: ${part}\n` }]);
  const { ok, text } = await folder.helm(helm, 'template', 'r', path, '--values', `${path}/more.yaml`);
  expect({ ok, text }).toEqual({ ok: true, text: expect.stringContaining('kind: Thing') });
  const objects = parseAllDocuments(text).flatMap((document) => ('toJS' in document ? [document.toJS() as Json] : []));
  expect(sameObjects(objects, expected(PROGRAM, values) ?? []) || objects).toBe(true);
});
