import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../harness';
import { Checkout } from '../checkout';
import type { Change, Dialect, Outcome, ProjectPlan, Release } from '../dialect';
import type { Environment } from '../program';

const NAME = 'shop';
const CHART = `[plainYaml(), helmChart({ ${NAME}: { version: '1.0.0', defaults: 'prod', release: { namespace: 'namespace' } } })]`;
const TIMEOUT = '--timeout=180s';

export const helm: Dialect = {
  name: 'Helm',
  commands: {
    deploy: `rollwright synth && rollwright chart, once; helm upgrade --install ${NAME} dist/chart/${NAME} --values values.prod.yaml --wait`,
    rollback: 'helm rollback --wait',
    remove: 'helm uninstall --wait',
  },
  migrationHolds: 'the deploy',
  jobAfter: 'waits for the rollout',
  rollbackGives: { config: 'then', because: 'the ConfigMap goes back with the rest of the release' },
  lacks: {},
  isRecord: ({ kind, metadata }) =>
    (kind === 'Secret' && metadata.name.startsWith('sh.helm.release.v1.')) || (kind === 'ConfigMap' && metadata.name === `${NAME}-migrations`),
  start: async (cluster) => {
    const charts = new Map<string, Promise<string>>();
    const chartOf = (config: ProjectPlan['config']) => {
      const chart = charts.get(config) ?? derived(join(cluster.folder, 'helm', config), config);
      charts.set(config, chart);
      return chart;
    };
    return { project: async (plan) => project(cluster, await chartOf(plan.config), plan) };
  },
};

/** `rollwright chart`, once; all else are values. Returns the chart's folder. */
async function derived(folder: string, config: ProjectPlan['config']): Promise<string> {
  const checkout = new Checkout(folder, { namespaces: { dev: 'of-the-release', prod: 'of-the-release' }, config }, CHART);
  await checkout.synth(); // a chart takes its kept config from the lock
  await checkout.rollwright('chart');
  return join(folder, 'dist/chart', NAME);
}

function project(cluster: Cluster, chart: string, { namespaces }: ProjectPlan): ReadonlyMap<Environment, Release> {
  const environments = Object.entries(namespaces) as [Environment, string][];
  return new Map(environments.map(([environment, namespace]) => [environment, new HelmRelease(cluster, chart, environment, namespace)]));
}

class HelmRelease implements Release {
  /** Every change, oldest first: values files go over each other as settings do. */
  private readonly changes: string[] = [];
  /** Helm's number of each deploy. */
  private readonly revisions: number[] = [];

  constructor(
    private readonly cluster: Cluster,
    private readonly chart: string,
    private readonly environment: Environment,
    private readonly namespace: string,
  ) {}

  async deploy(change: Change, { wait = true }: { readonly wait?: boolean } = {}): Promise<Outcome> {
    if (Object.keys(change).length > 0) this.changes.push(this.valuesFile(change));
    const values = [join(this.chart, `values.${this.environment}.yaml`), ...this.changes].flatMap((file) => ['--values', file]);
    const { code, stdout, stderr } = await this.helm(
      'upgrade',
      '--install',
      NAME,
      this.chart,
      ...values,
      wait ? '--wait' : '--wait=hookOnly',
      TIMEOUT,
      '--output=json',
    );
    if (code !== 0) return { ok: false, says: stderr.trim() };
    this.revisions.push((JSON.parse(stdout) as { readonly version: number }).version);
    return { ok: true, says: '' };
  }

  again(): Promise<Outcome> {
    return this.deploy({});
  }

  async rollback(back: number): Promise<Outcome> {
    const { code, stderr } = await this.helm('rollback', NAME, String(this.revisions.at(-1 - back)), '--wait', TIMEOUT);
    return { ok: code === 0, says: stderr.trim() };
  }

  async remove(): Promise<void> {
    const { code, stderr } = await this.helm('uninstall', NAME, '--wait', TIMEOUT);
    if (code !== 0) throw new Error(stderr);
  }

  async forget(): Promise<void> {}

  private helm(...args: readonly string[]) {
    return this.cluster.helm([...args, '--namespace', this.namespace], undefined, { timeout: 240_000 });
  }

  private valuesFile(change: Change): string {
    const file = join(this.cluster.folder, 'helm', `${this.namespace}-${this.changes.length + 1}.json`);
    writeFileSync(file, JSON.stringify(change));
    return file;
  }
}
