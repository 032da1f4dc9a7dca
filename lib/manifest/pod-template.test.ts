import type { Manifest } from './object';
import { containersOf, podTemplateOf, withTemplateAnnotation } from './pod-template';

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
const workload = (apiVersion: string, kind: string, rest: object): Manifest => ({ apiVersion, kind, metadata: { name: 'web' }, ...rest }) as Manifest;

const workloads: readonly (readonly [string, Manifest, string])[] = [
  ['Pod', workload('v1', 'Pod', { spec: template.spec }), ''],
  ['PodTemplate', workload('v1', 'PodTemplate', { template }), '/template'],
  ['ReplicationController', workload('v1', 'ReplicationController', { spec: { template } }), '/spec/template'],
  ['Deployment', workload('apps/v1', 'Deployment', { spec: { template } }), '/spec/template'],
  ['StatefulSet', workload('apps/v1', 'StatefulSet', { spec: { template } }), '/spec/template'],
  ['DaemonSet', workload('apps/v1', 'DaemonSet', { spec: { template } }), '/spec/template'],
  ['ReplicaSet', workload('apps/v1', 'ReplicaSet', { spec: { template } }), '/spec/template'],
  ['Job', workload('batch/v1', 'Job', { spec: { template } }), '/spec/template'],
  ['CronJob', workload('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }), '/spec/jobTemplate/spec/template'],
  ['Rollout', workload('argoproj.io/v1alpha1', 'Rollout', { spec: { template } }), '/spec/template'],
];

describe('podTemplateOf', () => {
  it.each(workloads)('finds the template of a %s', (_, manifest, path) => {
    expect(podTemplateOf(manifest)).toMatchObject({ path, specPath: `${path}/spec`, spec: template.spec });
  });

  it.each<readonly [string, Manifest]>([
    ['a ConfigMap', workload('v1', 'ConfigMap', {})],
    ['a kind of another group', workload('example.com/v1', 'Deployment', { spec: { template } })],
    ['a Rollout that refers to a Deployment', workload('argoproj.io/v1alpha1', 'Rollout', { spec: { workloadRef: { kind: 'Deployment', name: 'web' } } })],
    ['a Deployment without a template', workload('apps/v1', 'Deployment', { spec: {} })],
    ['a Deployment whose template is a list', workload('apps/v1', 'Deployment', { spec: { template: [] } })],
  ])('finds none in %s', (_, manifest) => {
    expect(podTemplateOf(manifest)).toBeUndefined();
  });
});

describe('withTemplateAnnotation', () => {
  it.each(workloads)('annotates the pods of a %s and leaves the given one as it is', (_, manifest) => {
    const before = JSON.stringify(manifest);
    const after = withTemplateAnnotation(withTemplateAnnotation(manifest, 'a', '1'), 'b/c~d', '2');
    expect(podTemplateOf(after)?.template.metadata).toMatchObject({ annotations: { a: '1', 'b/c~d': '2' } });
    expect(podTemplateOf(after)?.spec).toBe(podTemplateOf(manifest)?.spec);
    expect(JSON.stringify(manifest)).toBe(before);
    expect(after.metadata.name).toBe('web');
  });

  it('puts the metadata of a template that has none before its spec', () => {
    const after = withTemplateAnnotation(workload('apps/v1', 'Deployment', { spec: { template: { spec: {} } } }), 'a', '1');
    expect(JSON.stringify(podTemplateOf(after)?.template)).toBe('{"metadata":{"annotations":{"a":"1"}},"spec":{}}');
  });

  it('gives back what has no pods', () => {
    const config = workload('v1', 'ConfigMap', {});
    expect(withTemplateAnnotation(config, 'a', '1')).toBe(config);
  });
});

it('containersOf tells init containers, native sidecars, main and ephemeral containers', () => {
  const spec = {
    containers: [{ name: 'web' }, 'no object', { image: 'nameless' }],
    initContainers: [{ name: 'wait' }, { name: 'proxy', restartPolicy: 'Always' }],
    ephemeralContainers: [{ name: 'debug' }],
  };
  expect(containersOf(spec, '/spec').map(({ role, name, path }) => [role, name, path])).toEqual([
    ['init', 'wait', '/spec/initContainers/0'],
    ['sidecar', 'proxy', '/spec/initContainers/1'],
    ['main', 'web', '/spec/containers/0'],
    ['main', '', '/spec/containers/2'],
    ['ephemeral', 'debug', '/spec/ephemeralContainers/0'],
  ]);
  expect(containersOf({})).toEqual([]);
});
