/** What `rollwright` writes, and what Helm makes of its charts, before an API server sees it: every field is known, and of its type. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Checkout } from '../conformance/checkout';
import { ControlPlane, defineArgoCdKinds, outputOf } from '../harness';
import { commandLine } from '../rollwright';
import { describeOnControlPlane } from '../suite';
import { Kubeconform } from './kubeconform';

const ARGO_CD = "argoCd({ repoURL: 'https://git.example.com/shop/deploy.git' })";
const CHART = "helmChart({ shop: { version: '1.0.0', defaults: 'prod', release: { namespace: 'namespace' } } })";
const NAMESPACES = { dev: 'shop-dev', prod: 'shop-prod' };

describeOnControlPlane('kubeconform', () => {
  let cluster: ControlPlane;
  let kubeconform: Kubeconform;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 1 });
    await defineArgoCdKinds(cluster);
    kubeconform = await Kubeconform.of(cluster);
  });
  afterAll(() => cluster?.stop());

  describe.each<[string, string, (folder: string) => Promise<void>]>([
    [
      'dodo',
      'dodo',
      async (folder) => {
        mkdirSync(folder, { recursive: true });
        for (const output of [[], ['--output', 'chart']]) await outputOf(commandLine(['synth', '--outdir', join(folder, 'dist'), ...output]));
      },
    ],
    ['the conformance program', 'shop', (folder) => conformanceProgram(folder, 'checksum')],
    ['the conformance program in mode keep', 'shop', (folder) => conformanceProgram(folder, 'keep')],
  ])('finds nothing in %s:', (name, chartName, write) => {
    let dist: string;
    beforeAll(async () => {
      const folder = join(cluster.folder, name.replaceAll(' ', '-'));
      await write(folder);
      dist = join(folder, 'dist');
    });

    it.each(['dev', 'prod', 'argocd'])('%s', async (folder) => {
      const path = join(dist, folder);
      expect(await kubeconform.files(path)).toEqual({ valid: objectsIn(...yamlFiles(path)), findings: [] });
    });

    it.each([[[]], [['values.dev.yaml']], [['values.prod.yaml']]])('the chart with its own values and %j, hooks and test included', async (files) => {
      const chart = join(dist, 'chart', chartName);
      const values = files.flatMap((file) => ['--values', join(chart, file)]);
      const { stdout, stderr, code } = await cluster.helm(['template', 'release', chart, '--namespace', 'team', ...values]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const hook of ['pre-install,pre-upgrade', 'test']) expect(stdout).toContain(`helm.sh/hook: ${hook}\n`);
      expect(await kubeconform.text(stdout)).toEqual({ valid: objectsIn(stdout), findings: [] });
    });

    it('the chart has no other values file', () => {
      expect(readdirSync(join(dist, 'chart', chartName)).filter((file) => /^values\..+\.yaml$/.test(file))).toEqual(['values.dev.yaml', 'values.prod.yaml']);
    });
  });

  const deployment = (spec: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web }] } }, ${spec} }
`;

  it.each([
    ['a valid object', deployment('replicas: 3, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 10% } }'), []],
    ['a mistyped field', deployment('replica: 3'), [/^Deployment web: .* at '\/spec': additional properties 'replica' not allowed$/]],
    ['a wrong type', deployment('replicas: "3"'), [/^Deployment web: .* at '\/spec\/replicas': got string, want integer$/]],
    ['null', deployment('replicas: null'), [/^Deployment web: .* at '\/spec\/replicas': got null, want integer$/]],
    [
      'neither a number nor text',
      deployment('strategy: { rollingUpdate: { maxSurge: true } }'),
      [/maxSurge': got boolean, want (string or integer|integer or string)$/],
    ],
    ['a missing field', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: {}', [/missing properties 'selector', 'template'$/]],
    ['a key that is there twice', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { A: a, A: b }', [/key "A" already set in map$/]],
    ['an unknown kind', 'apiVersion: v1\nkind: Config\nmetadata: { name: web }', [/^Config web: could not find schema for Config$/]],
    [
      'a mistyped field of a custom resource',
      'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: web }\nspec: { sourceRepo: [] }',
      [/^AppProject web: .* at '\/spec': additional properties 'sourceRepo' not allowed$/],
    ],
  ])('judges %s', async (_, yaml, findings) => {
    const verdict = await kubeconform.text(yaml);
    expect(verdict).toEqual({ valid: findings.length === 0 ? 1 : 0, findings: findings.map((finding) => expect.stringMatching(finding)) });
  });
});

async function conformanceProgram(folder: string, config: 'checksum' | 'keep'): Promise<void> {
  const checkout = new Checkout(folder, { namespaces: NAMESPACES, config }, `[plainYaml(), ${ARGO_CD}, ${CHART}]`);
  await checkout.synth();
  await checkout.rollwright('chart');
}

function yamlFiles(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.name.endsWith('.yaml'));
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** How many there are for a reader other than kubeconform; never none. */
function objectsIn(...texts: readonly string[]): number {
  const count = texts.flatMap((text) => parseAllDocuments(text)).filter((document) => 'toJS' in document && document.toJS() !== null).length;
  if (count === 0) throw new Error('there is nothing to look at');
  return count;
}
