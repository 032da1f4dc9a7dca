/** Charts of programs with migrations of every kind, derived and given to Helm. */
import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, MigrationJob, RollingDeployment } from '../../../constructs';
import { type Json, type JsonObject, resolveDerived } from '../../../manifest';
import { type Program, program, renderProgram } from '../../../synth';
import { findHelm, helmTemplate } from '../../testing/helm/helm';
import { sameObjects, valuesOf } from '../../testing/helm/outcome';
import { deriveTemplates } from '../derive';
import { helmDialect } from '.';

const name = z.string().regex(/^[a-z][a-z0-9]{0,11}$/);
const settings = z.object({ tenants: z.record(name, z.object({ database: name })), reindex: z.boolean(), tag: name, level: name });

/** A migration for each tenant, one for all before those, one after the rollout where it is asked for. */
const shop = program({
  name: 'shop',
  settings,
  build: (app, { tenants, reindex, tag, level }) => {
    const chart = new Chart(app, 'shop');
    const config = new AppConfig(chart, 'config', { name: 'config', data: { LEVEL: level } });
    const image = `registry.example.com/shop:${tag}`;
    const shared = { image, config: [config], check: ['check'] };
    const all = new MigrationJob(chart, 'all', { ...shared, name: 'migrate-all', command: ['migrate'] });
    const each = Object.entries(tenants)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([tenant, { database }]) =>
          new MigrationJob(chart, `tenant-${tenant}`, { ...shared, name: `migrate-tenant-${tenant}`, command: ['migrate', database] }),
      );
    for (const one of each) one.node.addDependency(all);
    if (reindex) new MigrationJob(chart, 'reindex', { ...shared, name: 'reindex', command: ['reindex'], when: 'after' });
    new RollingDeployment(chart, 'web', { name: 'web', image, command: ['web'], config: [config], after: [all] });
  },
});

const bases = [{ tenants: { one: { database: 'first' }, two: { database: 'second' } }, reindex: true, tag: 'v1', level: 'info' }];
const dialect = (own: Program<z.infer<typeof settings>>, values: Json) =>
  helmDialect(renderProgram(own, settings.parse(values), { sources: 0 }), { name: 'shop', version: '0.1.0' });

const chart = deriveTemplates({ chart: 'shop', schema: settings, render: (values) => dialect(shop, values), bases, literals: ['all', 0, 1, 4] });
const helm = findHelm();

test('it is lifted wholly', () => {
  expect(chart.frozen).toEqual([]);
});

test('each Job asks for itself whether it is done, the one after the rollout also whether the last release failed', () => {
  const text = chart.emit().find(({ path }) => path === 'templates/migrations.yaml')?.text ?? '';
  expect(text.split('\n').filter((line) => /^\{\{- (?:if|range)/.test(line))).toMatchInlineSnapshot(`
[
  "{{- if include "shop.pending" . }}",
  "{{- if has (printf "migrate-all-%s" (include "shop.migrate-all-run" . | include "shop.hash" | trunc 10)) (include "shop.pending" . | fromYamlArray) }}",
  "{{- range $key, $tenant := .Values.tenants }}",
  "{{- if has (printf "migrate-tenant-%s-%s" $key (include "shop.migrate-tenant-run" (dict "Values" $.Values "Release" $.Release "tenant" $tenant "key" $key) | include "shop.hash" | trunc 10)) (include "shop.pending" $ | fromYamlArray) }}",
  "{{- if .Values.reindex }}",
  "{{- if or (has (printf "reindex-%s" (include "shop.reindex-run" . | include "shop.hash" | trunc 10)) (include "shop.pending" . | fromYamlArray)) (include "shop.unsure" .) }}",
]
`);
});

(helm === undefined ? test.skip : test)('Helm gives what the program gives', async () => {
  const values = [...bases, ...valuesOf(settings, chart, ['all'], 30, 4)].filter((one) => chart.evaluate(one) !== undefined);
  const answers = await helmTemplate(
    helm as string,
    values.map((one) => ({ chart, values: one })),
  );
  const own = (one: Json) => resolveDerived(dialect(shop, one)) as unknown as readonly Json[];
  const given = (objects: readonly JsonObject[]) => JSON.parse(JSON.stringify(objects).replace(/"v\d+-0\.1\.0"/g, '"shop-0.1.0"')) as readonly Json[];
  const wrong = answers.filter((answer, at) => !('objects' in answer) || !sameObjects(given(answer.objects), own(values[at] as Json)));
  expect(wrong).toEqual([]);
});
