/** Config in mode keep in a chart: what `kubectl rollout undo` and `helm rollback` find on a real API server. */
import { join } from 'node:path';
import { ControlPlane, type LiveObject, outputOf } from '../harness';
import { describeOnControlPlane } from '../suite';
import { KeptProject, type Words } from './kept-project';

const WORDS = ['one', 'two', 'three', 'four'];

describeOnControlPlane('config in mode keep in a chart', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 1 });
  });
  afterAll(() => cluster?.stop());

  /** A release of a project of its own, installed with the first words. */
  class Release {
    private constructor(
      readonly namespace: string,
      private readonly project: KeptProject,
    ) {}

    static async installed(...words: readonly string[]): Promise<Release> {
      const namespace = await cluster.namespace('kept');
      const release = new Release(namespace, new KeptProject(join(cluster.folder, `${namespace}-project`), namespace));
      for (const word of words) await release.upgrade({ word });
      return release;
    }

    async upgrade(words: Words): Promise<void> {
      const chart = await this.project.chart(words);
      await this.helm('upgrade', '--install', 'shop', ...chart, '--wait', '--timeout', '120s');
    }

    helm(...args: readonly string[]): Promise<string> {
      return outputOf(cluster.command('helm', [...args, '-n', this.namespace]));
    }

    async undo(...args: readonly string[]): Promise<void> {
      await cluster.kubectlOk(['rollout', 'undo', 'deployment/shop', '-n', this.namespace, ...args]);
      await cluster.kubectlOk(['rollout', 'status', 'deployment/shop', '-n', this.namespace, '--timeout=120s']);
    }

    /** What the pods read: the data of the ConfigMap that is really there, under the name that they have. */
    async read(): Promise<readonly unknown[]> {
      const names = (await this.pods()).map(({ spec }) => spec.containers[0].envFrom[0].configMapRef.name as string);
      return Promise.all(names.map(async (name) => (await cluster.get('configmap', name, this.namespace))?.data?.WORD));
    }

    /** Those that stay. */
    async pods(): Promise<readonly LiveObject[]> {
      return (await cluster.list('pods', this.namespace)).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    }

    /** The words of all generations that are there, sorted. */
    async there(): Promise<readonly string[]> {
      const found = await cluster.list('configmaps', this.namespace, '-l', 'rollwright.dev/config=shop-words');
      return found.map(({ data }) => data.WORD as string).sort();
    }

    /** The version of every object, once none changes any more. */
    async versions(): Promise<string> {
      let now = '';
      const isSame = async () => {
        const before = now;
        now = await this.versionsNow();
        return now === before && now;
      };
      return cluster.waitFor('all to be at rest', isSame, { every: 500 });
    }

    private async versionsNow(): Promise<string> {
      const all = await cluster.list('configmaps,deployments,replicasets,pods,services', this.namespace);
      return all.map(({ kind, metadata }) => `${kind}/${metadata.name} ${metadata.resourceVersion}`).join('\n');
    }
  }

  it('undo, one and three revisions back, starts pods with the config of their revision; an upgrade without a change touches nothing', async () => {
    const release = await Release.installed(...WORDS);
    expect(await release.read()).toEqual(['four', 'four']);
    expect(await release.there()).toEqual([...WORDS].sort());

    const before = await release.versions();
    await release.upgrade({ word: 'four' });
    expect(await release.versions()).toEqual(before);

    await release.undo();
    expect(await release.read()).toEqual(['three', 'three']);
    await release.undo('--to-revision=1');
    expect(await release.read()).toEqual(['one', 'one']);

    await release.helm('uninstall', 'shop', '--wait', '--timeout', '60s');
    const left = async () => (await cluster.list('configmaps,deployments,replicasets,services', release.namespace)).map(({ metadata }) => metadata.name);
    await cluster.waitFor('nothing to be left', async () => (await left()).join() === 'kube-root-ca.crt');
  });

  it('helm rollback brings the generation of then with it, also one that is no more in the cluster; the next upgrade goes forward', async () => {
    const release = await Release.installed(...WORDS, 'five', 'six');
    expect(await release.there()).toEqual(['five', 'four', 'six', 'three']);
    await release.helm('rollback', 'shop', '5', '--wait', '--timeout', '120s');
    expect(await release.read()).toEqual(['five', 'five']);
    await release.helm('rollback', 'shop', '1', '--wait', '--timeout', '120s');
    expect(await release.read()).toEqual(['one', 'one']);
    await release.upgrade({ word: 'six' });
    expect(await release.read()).toEqual(['six', 'six']);
    expect(await release.there()).toEqual(['five', 'four', 'six', 'three']);
  });

  it('a word that comes back is no second object; a config that the program makes no more stays for revisions that read it', async () => {
    const release = await Release.installed('one', 'two', 'one');
    expect([await release.read(), await release.there()]).toEqual([
      ['one', 'one'],
      ['one', 'two'],
    ]);
    await release.upgrade({ word: 'one', extra: false });
    expect(await cluster.list('configmaps', release.namespace, '-l', 'rollwright.dev/config=shop-extra')).toHaveLength(1);
    await release.undo();
    expect((await release.pods()).map(({ spec }) => spec.containers[0].envFrom.length)).toEqual([2, 2]);
  });
});
