import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ControlPlane, contentOf, type Result } from '../harness';
import { yamlOf } from '../rollwright';
import { describeOnControlPlane } from '../suite';
import { ACCEPTED } from './accepted';

const cases = Object.entries(ACCEPTED).map(([title, build], index) => ({ title, build, name: `case-${String(index).padStart(2, '0')}` }));

/**
 * What kubectl calls configured each time, although the API server changes nothing: a PodDisruptionBudget (dodo/apply.test.ts says why), and a StatefulSet
 * with claims, a list without merge key into whose items the API server writes apiVersion, kind, volumeMode and a status.
 */
const ALWAYS_SENT = /^poddisruptionbudget\.policy\/|^statefulset\.apps\//;

describeOnControlPlane('what the constructs make', () => {
  let cluster: ControlPlane;
  let yaml: string;
  let dry: Result;
  let again: readonly string[];
  let applied: Result;
  let changed: readonly string[];
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 2 });
    const namespace = await cluster.namespace('all');
    yaml = cases.map(({ name, build }) => yamlOf((chart) => build(chart, name), { namespace })).join('\n---\n');
    const file = join(cluster.folder, 'all.yaml');
    writeFileSync(file, yaml);
    dry = await cluster.kubectl(['apply', '-f', file, '--validate=strict', '--dry-run=server']);
    applied = await cluster.kubectl(['apply', '-f', file, '--validate=strict']);
    const hasScaled = async () => (await cluster.list('hpa', namespace)).every(({ status }) => status.lastScaleTime !== undefined);
    await cluster.waitFor('the autoscalers to have made their pods', hasScaled, { every: 500 });
    const before = await cluster.liveOf(file);
    again = await cluster.apply(yaml);
    const after = await cluster.liveOf(file);
    changed = after.filter((object, index) => contentOf(object) !== contentOf(before[index])).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  });
  afterAll(() => cluster?.stop());

  it.each(cases)('$title: accepted, with strict validation', ({ name }) => {
    expect(linesOf(dry.stderr, name)).toEqual([]);
    const objects = parseAllDocuments(yaml).map((document) => document.toJS() as { metadata: { name: string } });
    const expected = objects.filter(({ metadata }) => metadata.name.startsWith(name)).length;
    expect(expected).toBeGreaterThan(0);
    expect(linesOf(dry.stdout, name).filter((line) => line.endsWith(' created (server dry run)'))).toHaveLength(expected);
  });

  it.each(cases)('$title: unchanged when it is applied again', ({ name }) => {
    expect(linesOf(applied.stderr, name)).toEqual([]);
    expect(again.filter((line) => line.includes(name) && !line.endsWith(' unchanged') && !ALWAYS_SENT.test(line))).toEqual([]);
  });

  it('says the same after the second apply, in every object', () => {
    expect(changed).toEqual([]);
  });

  it('draws no warning', () => {
    expect(dry.stderr).toBe('');
  });
});

function linesOf(text: string, name: string): readonly string[] {
  return text.split('\n').filter((line) => line.includes(name));
}
