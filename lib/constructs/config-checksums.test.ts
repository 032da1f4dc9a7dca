import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, Include, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import {
  KubeConfigMap,
  KubeCronJob,
  KubeDaemonSet,
  KubeDeployment,
  KubeJob,
  KubePod,
  KubeReplicaSet,
  KubeStatefulSet,
  type PodTemplateSpec,
} from '../../imports/k8s';
import { CHECKSUM_ANNOTATION, SynthApp } from '../synth';
import { ConfigChecksums } from './config-checksums';

type Checksums = { readonly [object: string]: string | undefined };

/** The checksums of what is built: by kind and name, whichever template carries them. */
function checksums(build: (chart: Chart) => void): Checksums {
  const app = new SynthApp();
  build(new Chart(app, 'their', { namespace: 'shop' }));
  // biome-ignore lint/suspicious/noExplicitAny: tests look into objects of any kind
  const objects = parseAllDocuments(app.synthYaml()).map((document) => document.toJS() as any);
  return Object.fromEntries(
    objects
      .filter(({ spec }) => spec !== undefined)
      .map(({ kind, metadata, spec }) => {
        const template = spec.jobTemplate?.spec.template ?? spec.template ?? { metadata };
        return [`${kind}/${metadata.name}`, template.metadata?.annotations?.[CHECKSUM_ANNOTATION]];
      }),
  );
}

const SHA = expect.stringMatching(/^[0-9a-f]{64}$/);

describe('cdk8s-plus-27', () => {
  interface Shop {
    readonly level?: string;
    readonly password?: string;
    readonly file?: string;
    readonly nobody?: string;
  }

  // The casts: under `exactOptionalPropertyTypes` the classes of cdk8s-plus-27 are none of their own interfaces.
  /** Deployments that read a ConfigMap and a Secret in every way that kplus has, and one that reads nothing. */
  const shop = ({ level = 'info', password = 'x', file = 'a', nobody = 'y' }: Shop = {}): Checksums =>
    checksums((chart) => {
      ConfigChecksums.apply(chart);
      const config = new kplus.ConfigMap(chart, 'config', { metadata: { name: 'config' }, data: { LEVEL: level, NOBODY: nobody } }) as kplus.IConfigMap;
      const secret = new kplus.Secret(chart, 'secret', { metadata: { name: 'secret' }, stringData: { PASSWORD: password } }) as kplus.ISecret;
      const files = new kplus.ConfigMap(chart, 'files', { metadata: { name: 'files' }, data: { file } }) as kplus.IConfigMap;
      const deployment = (name: string, container: Partial<kplus.ContainerProps>): kplus.Deployment => {
        const made = new kplus.Deployment(chart, name, { metadata: { name }, containers: [] });
        made.addContainer({ image: 'shop/dodo:1', resources: { memory: { limit: Size.mebibytes(64) } }, ...container });
        return made;
      };
      deployment('whole', { envFrom: [kplus.Env.fromConfigMap(config)] });
      deployment('key', { envVariables: { LEVEL: kplus.EnvValue.fromConfigMap(config, 'LEVEL') } });
      deployment('secret-whole', { envFrom: [kplus.Env.fromSecret(secret)] });
      deployment('secret-key', { envVariables: { PASSWORD: kplus.EnvValue.fromSecretValue({ secret, key: 'PASSWORD' }) } });
      deployment('volume', { volumeMounts: [{ path: '/etc/shop', volume: kplus.Volume.fromConfigMap(chart, 'volume-of-files', files) }] });
      deployment('init', {}).addInitContainer({ image: 'shop/dodo:1', envFrom: [kplus.Env.fromConfigMap(files)] });
      deployment('nothing', {});
      new kplus.StatefulSet(chart, 'stateful', {
        metadata: { name: 'stateful' },
        service: new kplus.Service(chart, 'service', { metadata: { name: 'service' }, ports: [{ port: 80 }] }),
        containers: [{ image: 'shop/dodo:1', envFrom: [kplus.Env.fromConfigMap(config)] }],
      });
    });

  const before = shop();
  const rolled = (change: Shop): string[] => {
    const after = shop(change);
    return Object.keys(before)
      .filter((object) => before[object] !== after[object])
      .map((object) => object.replace(/^Deployment\//, ''));
  };

  it('has a checksum wherever something is read', () => {
    expect(before).toMatchObject({
      'Deployment/whole': SHA,
      'Deployment/key': SHA,
      'Deployment/secret-whole': SHA,
      'Deployment/secret-key': SHA,
      'Deployment/volume': SHA,
      'Deployment/init': SHA,
      'StatefulSet/stateful': SHA,
      'Deployment/nothing': undefined,
    });
  });

  it.each<[string, Shop, string[]]>([
    ['nothing', {}, []],
    ['a key', { level: 'debug' }, ['whole', 'key', 'StatefulSet/stateful']],
    ['a key that is read by nobody singly', { nobody: 'z' }, ['whole', 'StatefulSet/stateful']],
    ['a secret', { password: 'z' }, ['secret-whole', 'secret-key']],
    ['a file', { file: 'b' }, ['volume', 'init']],
  ])('rolls exactly the readers of %s', (_, change, expected) => {
    expect(rolled(change).sort()).toEqual(expected.sort());
  });
});

describe('whatever made the workload', () => {
  const template: PodTemplateSpec = {
    metadata: { labels: { app: 'x' } },
    spec: { containers: [{ name: 'x', image: 'x:1', envFrom: [{ configMapRef: { name: 'config' } }] }] },
  };
  const selector = { matchLabels: { app: 'x' } };
  const config = (scope: Construct): unknown => new KubeConfigMap(scope, 'config', { metadata: { name: 'config' }, data: { A: '1' } });

  it('is annotated where that replaces pods, and nowhere else', () => {
    const found = checksums((chart) => {
      ConfigChecksums.apply(chart);
      config(chart);
      const metadata = { name: 'x' };
      new KubeDeployment(chart, 'a', { metadata, spec: { selector, template } });
      new KubeStatefulSet(chart, 'b', { metadata, spec: { selector, template, serviceName: 'x' } });
      new KubeDaemonSet(chart, 'c', { metadata, spec: { selector, template } });
      new ApiObject(chart, 'd', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata, spec: { selector, template } });
      new ApiObject(chart, 'e', {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'by-reference' },
        spec: { workloadRef: { kind: 'Deployment', name: 'x' } },
      });
      new KubeJob(chart, 'f', { metadata, spec: { template } });
      new KubeCronJob(chart, 'g', { metadata, spec: { schedule: '@daily', jobTemplate: { spec: { template } } } });
      new KubePod(chart, 'h', { metadata, spec: template.spec });
      new KubeReplicaSet(chart, 'i', { metadata, spec: { selector, template } });
      new ApiObject(chart, 'j', { apiVersion: 'example.com/v1', kind: 'Deployment', metadata: { name: 'other-group' }, spec: { selector, template } });
    });
    expect(found).toEqual({
      'Deployment/x': SHA,
      'StatefulSet/x': SHA,
      'DaemonSet/x': SHA,
      'Rollout/x': SHA,
      'Rollout/by-reference': undefined,
      'Job/x': undefined,
      'CronJob/x': undefined,
      'Pod/x': undefined,
      'ReplicaSet/x': undefined,
      'Deployment/other-group': undefined,
    });
    expect(new Set(['Deployment/x', 'StatefulSet/x', 'DaemonSet/x', 'Rollout/x'].map((object) => found[object])).size).toBe(1);
  });

  it('is found in an included file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollwright-include-'));
    const url = join(folder, 'x.yaml');
    writeFileSync(url, JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'included' }, spec: { selector, template } }));
    const found = checksums((chart) => {
      config(chart);
      new Include(chart, 'include', { url });
      ConfigChecksums.apply(chart);
    });
    rmSync(folder, { recursive: true });
    expect(found).toEqual({ 'Deployment/included': SHA });
  });

  const deployment = (scope: Construct, name: string): unknown => new KubeDeployment(scope, name, { metadata: { name }, spec: { selector, template } });

  it('is below the scope, however deep, added before the call or after it; what is beside the scope is left alone', () => {
    const found = checksums((chart) => {
      config(chart);
      const scope = new Construct(chart, 'scope');
      deployment(scope, 'before');
      ConfigChecksums.apply(scope);
      deployment(new Construct(new Construct(scope, 'deep'), 'deeper'), 'after');
      deployment(chart, 'beside');
    });
    expect(found).toEqual({ 'Deployment/before': SHA, 'Deployment/after': SHA, 'Deployment/beside': undefined });
  });

  it('may be the scope itself, and hears it twice as once', () => {
    const found = checksums((chart) => {
      config(chart);
      const one = new KubeDeployment(chart, 'one', { metadata: { name: 'one' }, spec: { selector, template } });
      ConfigChecksums.apply(one);
      ConfigChecksums.apply(one);
      ConfigChecksums.apply(chart.node.root as Construct);
      ConfigChecksums.apply(new KubeJob(chart, 'job', { metadata: { name: 'job' }, spec: { template } }));
    });
    expect(found).toEqual({ 'Deployment/one': SHA, 'Job/job': undefined });
  });

  it('is left alone where nobody asks', () => {
    const found = checksums((chart) => {
      config(chart);
      deployment(chart, 'one');
    });
    expect(found).toEqual({ 'Deployment/one': undefined });
  });
});
