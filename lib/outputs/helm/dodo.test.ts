import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dodo } from '../../../charts/dodo';
import { type DodoSettings, dodoSettings } from '../../../charts/dodo/settings';
import { environments } from '../../../environments';
import { type Json, type JsonObject, resolveDerived } from '../../manifest';
import { type Layer, mergeLayers } from '../../settings';
import { renderProgram } from '../../synth';
import { findHelm, helmTemplate } from '../testing/helm/helm';
import { sameObjects, valuesOf } from '../testing/helm/outcome';
import { deriveTemplates, type ReleaseBinding } from '.';
import { helmDialect } from './dialect';

const folder = join(__dirname, '../../../charts/dodo');
const source = readdirSync(folder).map((file) => (file.endsWith('.test.ts') ? '' : readFileSync(join(folder, file), 'utf8')));
const literals = [...new Set(source.join('\n').match(/(?<=')[^'\n]*(?=')/g)), 0, 1, 8000, 100];
const bases = Object.values(environments).map((layers) => mergeLayers(layers as readonly Layer[]).values as Json);

/** As the charts of the tests' Helm runs are. */
const VERSION = '0.1.0';

function dialect(settings: DodoSettings, name = 'dodo') {
  return helmDialect(renderProgram(dodo, settings, { sources: 0 }), { name, version: VERSION });
}

function derived(binding: ReleaseBinding) {
  return deriveTemplates({ chart: 'dodo', schema: dodo.settings, render: (settings) => dialect(settings), bases, literals, binding });
}

function own(values: Json): readonly Json[] {
  return resolveDerived(dialect(dodoSettings.parse(values))) as unknown as readonly Json[];
}

/** What Helm gave, with the label of the chart that it is for: in the tests it is one of many aliases. */
function given(objects: readonly JsonObject[]): readonly Json[] {
  return JSON.parse(JSON.stringify(objects).replace(/("helm.sh\/chart":)"v\d+-/g, '$1"dodo-')) as readonly Json[];
}

const chart = derived({});
const helm = findHelm();

test('dodo is lifted wholly: nothing is frozen, no rule of its schema is lost', () => {
  expect(chart.frozen).toEqual([]);
  expect(chart.unliftedRules).toEqual([]);
  expect(chart.templates.rules.map(({ message }) => message)).toEqual([expect.stringContaining('AUTOSCALING_INVALID')]);
});

test('the templates give what the program gives, for its environments and for random values', () => {
  const values = [...bases, ...valuesOf(dodoSettings, chart, literals, 150, 3)];
  const wrong = values.filter((one) => {
    const objects = chart.evaluate(one);
    return objects !== undefined && !sameObjects(objects as unknown as Json[], own(one));
  });
  expect(wrong).toEqual([]);
});

test('labels, config data and the image are named templates', () => {
  const helpers = chart.emit().find(({ path }) => path === 'templates/_helpers.tpl')?.text ?? '';
  expect([...helpers.matchAll(/define "dodo\.([^"]+)"/g)].map(([, name]) => name)).toEqual(
    expect.arrayContaining(['labels', 'web-labels', 'config-data', 'image', 'hash', 'migrations', 'pending']),
  );
});

(helm === undefined ? test.skip : test)('real Helm gives the same', async () => {
  const values = [...bases, ...valuesOf(dodoSettings, chart, literals, 40, 4)].filter((one) => chart.evaluate(one) !== undefined);
  const answers = await helmTemplate(
    helm as string,
    values.map((one) => ({ chart, values: one })),
  );
  const wrong = answers.flatMap((answer, at) =>
    'objects' in answer && sameObjects(given(answer.objects), own(values[at] as Json)) ? [] : [{ values: values[at], answer }],
  );
  expect(wrong).toEqual([]);
});

(helm === undefined ? test.skip : test)('bound to the release: the namespace is that of the release, and none of the values', async () => {
  const bound = derived({ namespace: 'namespace' });
  expect(bound.frozen).toEqual([]);
  const values = valuesOf(dodoSettings, bound, literals, 12, 6).map((one) => ({ ...(one as JsonObject), namespace: 'elsewhere' }));
  const taken = values.filter((one) => bound.evaluate(one) !== undefined);
  const answers = await helmTemplate(
    helm as string,
    taken.map(({ namespace: _, ...one }) => ({ chart: bound, values: one as Json })),
    ['release', '--namespace', 'elsewhere'],
  );
  const wrong = answers.flatMap((answer, at) =>
    'objects' in answer && sameObjects(given(answer.objects), own(taken[at] as Json)) ? [] : [{ values: taken[at], answer }],
  );
  expect(wrong).toEqual([]);
  const [refused] = await helmTemplate(helm as string, [{ chart: bound, values: taken[0] as Json }]);
  expect(refused).toEqual({ refused: expect.stringContaining('namespace') });
});
