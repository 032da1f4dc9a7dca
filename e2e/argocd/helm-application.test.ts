import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { HelmApplication } from '../../lib';
import { ArgoCd, ControlPlane, hasCondition } from '../harness';
import { yamlOf } from '../rollwright';
import { describeOnControlPlane } from '../suite';

/** A chart as a platform's are: where its pods run is a value. */
const CHART = {
  'Chart.yaml': 'apiVersion: v2\nname: workflows\nversion: 1.2.3\n',
  'values.yaml': 'controller:\n  replicas: 1\n  nodeSelector: {}\n',
  'templates/controller.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-controller
spec:
  replicas: {{ .Values.controller.replicas }}
  selector:
    matchLabels: { app: controller }
  template:
    metadata:
      labels: { app: controller }
    spec:
      nodeSelector: {{- toYaml .Values.controller.nodeSelector | nindent 8 }}
      containers:
        - name: controller
          image: workflows:1
`,
};

describeOnControlPlane('a HelmApplication', () => {
  let cluster: ControlPlane;
  let argo: ArgoCd;
  let repository: Server;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 3, nodeLabels: { 'node-group': 'app' } });
    argo = await ArgoCd.start(cluster);
    await cluster.kubectlOk(['label', 'node', 'node-3', 'node-group=batch', '--overwrite']);
    repository = await serve(await chartRepository());
  });
  afterAll(async () => {
    repository?.close();
    await cluster?.stop();
  });

  it('is installed by Argo CD from a Helm repository, with values from settings: its pods run on the node group that these say', async () => {
    const nodeSelector = { 'node-group': 'batch' };
    const repoURL = `http://127.0.0.1:${(repository.address() as AddressInfo).port}`;
    const yaml = yamlOf((chart) => {
      const values = { controller: { replicas: 2, nodeSelector } };
      new HelmApplication(chart, 'workflows', { name: 'workflows', namespace: 'batch', repoURL, chart: 'workflows', version: '1.2.3', values });
    });
    await cluster.apply(yaml);
    expect(await argo.waitForHealthy('workflows')).toMatchObject({ revision: '1.2.3', conditions: [] });
    const pods = await cluster.list('pods', 'batch');
    expect(pods.map((pod) => [pod.spec.nodeName, hasCondition(pod, 'Ready')])).toEqual([
      ['node-3', true],
      ['node-3', true],
    ]);
    for (const how of ['normal', 'hard'] as const) expect(await argo.refresh('workflows', how)).toMatchObject({ sync: 'Synced', health: 'Healthy' });
  });

  async function chartRepository(): Promise<string> {
    const [chart, packages] = ['chart', 'packages'].map((name) => join(cluster.folder, name)) as [string, string];
    mkdirSync(join(chart, 'templates'), { recursive: true });
    for (const [path, text] of Object.entries(CHART)) writeFileSync(join(chart, path), text);
    const done = [await cluster.helm(['package', chart, '--destination', packages]), await cluster.helm(['repo', 'index', packages])];
    expect(done.map(({ code, stderr }) => [code, stderr])).toEqual(done.map(() => [0, '']));
    return packages;
  }
});

function serve(folder: string): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(({ url = '' }, response) => {
      try {
        response.end(readFileSync(join(folder, basename(url))));
      } catch {
        response.writeHead(404).end();
      }
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
