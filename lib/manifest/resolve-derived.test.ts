import fc from 'fast-check';
import { contentHash } from './canonical-json';
import { configChecksum } from './config-payload';
import { configReadsOf } from './config-reads';
import { type Derived, derive, derivedOf, hasToken } from './derived';
import type { JsonObject } from './json';
import type { Manifest } from './object';
import { type PodTemplate, podTemplateOf } from './pod-template';
import type { Rendered, RenderedObject } from './rendered';
import { resolveDerived } from './resolve-derived';

/** A program in the making: objects by their names, and the values derived from them. */
class Program {
  private readonly root = {};
  private readonly objects: RenderedObject[] = [];
  private readonly origins = new Map<string, object>();

  origin(name: string): object {
    const origin = this.origins.get(name) ?? { name };
    this.origins.set(name, origin);
    return origin;
  }

  hash(hash: Derived['hash'], of: string, length = 64): string {
    return derive(this.root, { hash, of: this.origin(of), length });
  }

  add(id: string, manifest: object): this {
    const origin = this.origin(id);
    this.objects.push({ manifest: manifest as Manifest, origin, intents: [], construct: `app/${id}`, source: 'main.ts:1', dependsOn: [] });
    return this;
  }

  rendered(): Rendered {
    return { objects: this.objects, derived: derivedOf(this.root), external: [] };
  }

  resolve(): Manifest[] {
    return resolveDerived(this.rendered());
  }
}

const config = (name: string, data: JsonObject, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data,
  ...more,
});
const secret = (name: string, more: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' }, ...more });
const pods = (kind: 'Deployment' | 'Job', name: string, container: object, annotations?: JsonObject) => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name, namespace: 'shop' },
  spec: { template: { ...(annotations && { metadata: { annotations } }), spec: { containers: [{ name: 'web', image: 'web:1', ...container }] } } },
});
const from = (name: string) => ({ envFrom: [{ configMapRef: { name } }] });
const podsOf = (manifest: Manifest | undefined): PodTemplate => podTemplateOf(manifest as Manifest) as PodTemplate;
const checksum = (manifest: Manifest | undefined) => (podsOf(manifest).template.metadata as { annotations: JsonObject }).annotations['checksum/config'];

describe('resolveDerived', () => {
  it('gives back the very manifests where nothing is derived, and those without a token', () => {
    const plain = new Program().add('a', config('a', { A: '1' }));
    expect(plain.resolve()[0]).toBe(plain.rendered().objects[0]?.manifest);
    const some = new Program();
    some.add('a', config('a', { A: '1' })).add('web', pods('Deployment', 'web', from('a'), { 'checksum/config': some.hash('reads', 'web') }));
    const [first, second] = some.resolve();
    expect(first).toBe(some.rendered().objects[0]?.manifest);
    expect(second).not.toBe(some.rendered().objects[1]?.manifest);
    expect(podsOf(second).spec).toBe(podsOf(some.rendered().objects[1]?.manifest).spec);
  });

  it('reads: what the pods read, by object and key', () => {
    const program = new Program();
    const container = {
      envFrom: [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'outside' } }],
      env: [
        { name: 'A', valueFrom: { configMapKeyRef: { name: 'some', key: 'A' } } },
        { name: 'B', valueFrom: { secretKeyRef: { name: 'keys', key: 'B' } } },
      ],
    };
    program
      .add('all', config('all', { X: '1', Y: '2' }, { binaryData: { Z: 'AA==' } }))
      .add('some', config('some', { A: 'a', UNREAD: 'u' }))
      .add('keys', secret('keys', { data: { B: 'eA==', C: 'eA==' }, stringData: { B: 'é' } }))
      .add('elsewhere', { ...config('outside', {}), metadata: { name: 'outside', namespace: 'other' } })
      .add('web', pods('Deployment', 'web', container, { 'checksum/config': program.hash('reads', 'web') }));
    const payload = { 'ConfigMap/all': { data: { X: '1', Y: '2' } }, 'ConfigMap/some': { data: { A: 'a' } }, 'Secret/keys': { data: { B: 'w6k=' } } };
    const web = program.resolve()[4];
    expect(checksum(web)).toBe(contentHash(payload));
    const lookup = (kind: string, name: string) =>
      program
        .rendered()
        .objects.map(({ manifest }) => manifest)
        .find((one) => one.kind === kind && one.metadata.name === name);
    expect(configChecksum(configReadsOf(podTemplateOf(web as Manifest) as PodTemplate), lookup)).toBe(contentHash(payload));
  });

  it('reads: files may come from binaryData', () => {
    const program = new Program();
    const manifest = pods('Deployment', 'web', { volumeMounts: [{ name: 'v', mountPath: '/x' }] }, { 'checksum/config': program.hash('reads', 'web') });
    Object.assign(manifest.spec.template.spec, {
      volumes: [
        {
          name: 'v',
          configMap: {
            name: 'a',
            items: [
              { key: 'bin', path: 'b' },
              { key: 'text', path: 't' },
            ],
          },
        },
      ],
    });
    program.add('a', config('a', { text: 't', other: 'o' }, { binaryData: { bin: 'AA==', more: 'AA==' } })).add('web', manifest);
    expect(checksum(program.resolve()[1])).toBe(contentHash({ 'ConfigMap/a': { data: { text: 't' }, binaryData: { bin: 'AA==' } } }));
  });

  it('run: the pod template without what is derived from the Job itself, and what its pods read', () => {
    const program = new Program();
    const job = (name: string, label: string, annotations: JsonObject) => {
      const manifest = pods('Job', name, from('a'), annotations);
      Object.assign(manifest.spec.template.metadata as object, { labels: { run: label } });
      return manifest;
    };
    program
      .add('a', config('a', { A: '1' }))
      .add('job', job(`migrate-${program.hash('run', 'job', 10)}`, `x-${program.hash('run', 'job', 5)}`, { 'checksum/config': program.hash('reads', 'job') }));
    const template = { metadata: { labels: { run: 'x-' } }, spec: { containers: [{ name: 'web', image: 'web:1', ...from('a') }] } };
    const hash = contentHash({ template, reads: { 'ConfigMap/a': { data: { A: '1' } } } });
    const migrated = program.resolve()[1];
    expect(migrated?.metadata.name).toBe(`migrate-${hash.slice(0, 10)}`);
    expect(podTemplateOf(migrated as Manifest)?.template.metadata).toMatchObject({ labels: { run: `x-${hash.slice(0, 5)}` } });
  });

  it('run: a template whose only metadata is its own checksum is hashed without metadata', () => {
    const program = new Program();
    program.add('job', pods('Job', program.hash('run', 'job'), {}, { 'checksum/config': program.hash('reads', 'job') }));
    expect(program.resolve()[0]?.metadata.name).toBe(contentHash({ template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } }, reads: {} }));
  });

  it('data: of a ConfigMap and of a Secret, whose type counts', () => {
    const program = new Program();
    program
      .add('a', config(`a-${program.hash('data', 'a', 8)}`, { A: '1' }, { binaryData: { B: 'AA==' }, immutable: true }))
      .add('s', secret(`s-${program.hash('data', 's', 8)}`, { type: 'Opaque', stringData: { A: '1' } }));
    expect(program.resolve().map(({ metadata }) => metadata.name)).toEqual([
      `a-${contentHash({ data: { A: '1' }, binaryData: { B: 'AA==' } }, 8)}`,
      `s-${contentHash({ data: { A: 'MQ==' }, type: 'Opaque' }, 8)}`,
    ]);
  });

  it('a derived value in what is hashed is resolved first: a hash in a name, in data, in a key, in stringData', () => {
    const program = new Program();
    const name = `a-${program.hash('data', 'a', 8)}`;
    const jobName = `migrate-${program.hash('run', 'job', 8)}`;
    program
      .add(
        'web',
        pods('Deployment', 'web', { envFrom: [{ configMapRef: { name } }, { secretRef: { name: 's' } }] }, { 'checksum/config': program.hash('reads', 'web') }),
      )
      .add('a', config(`a-${program.hash('data', 'a', 8)}`, { JOB: jobName, [`key-${program.hash('run', 'job', 4)}`]: 'x' }))
      .add('s', secret('s', { stringData: { JOB: jobName } }))
      .add('job', pods('Job', jobName, {}));
    const [web, a, s, job] = program.resolve();
    const run = contentHash({ template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } }, reads: {} });
    const data = { JOB: `migrate-${run.slice(0, 8)}`, [`key-${run.slice(0, 4)}`]: 'x' };
    expect(job?.metadata.name).toBe(`migrate-${run.slice(0, 8)}`);
    expect(a).toMatchObject({ metadata: { name: `a-${contentHash({ data }, 8)}` }, data });
    expect(s).toMatchObject({ stringData: { JOB: job?.metadata.name } });
    expect(podTemplateOf(web as Manifest)?.spec).toMatchObject({ containers: [{ envFrom: [{ configMapRef: { name: a?.metadata.name } }, {}] }] });
    const base64 = Buffer.from(`migrate-${run.slice(0, 8)}`).toString('base64');
    expect(checksum(web)).toBe(contentHash({ [`ConfigMap/${a?.metadata.name}`]: { data }, 'Secret/s': { data: { JOB: base64 } } }));
  });

  it('a key that is not read may depend on the reader', () => {
    const program = new Program();
    const reader = { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: 'A' } } }] };
    program.add('a', config('a', { A: '1', JOB: `migrate-${program.hash('run', 'job')}` })).add('job', pods('Job', program.hash('run', 'job'), reader));
    expect(program.resolve().every((manifest) => !hasToken(JSON.stringify(manifest)))).toBe(true);
  });

  it('a hash that depends on itself is an error that names the objects', () => {
    const program = new Program();
    program
      .add('a', config(`a-${program.hash('data', 'a')}`, { SUM: program.hash('reads', 'web') }))
      .add('web', pods('Deployment', 'web', from(`a-${program.hash('data', 'a')}`), { 'checksum/config': program.hash('reads', 'web') }));
    expect(() => program.resolve()).toThrow(
      expect.objectContaining({
        code: 'DERIVED_CYCLE',
        message: expect.stringContaining('ConfigMap shop/a-<hash> (data) -> Deployment shop/web (reads) -> ConfigMap shop/a-<hash> (data)'),
      }),
    );
  });

  it.each<readonly [string, (program: Program) => Program]>([
    ['an object that is not rendered', (program) => program.add('a', config(program.hash('data', 'gone'), {}))],
    ['an object without pods', (program) => program.add('a', config(program.hash('reads', 'a'), {}))],
    ['a token of another program', (program) => program.add('a', config(program.hash('data', 'a'), { A: '\uE000rw7\uE001' }))],
  ])('%s is an error', (_, make) => {
    expect(() => make(new Program()).resolve()).toThrow(expect.objectContaining({ code: 'DERIVED_UNKNOWN' }));
  });

  it('leaves no token, changes nothing else, and does not depend on the order of the objects', () => {
    const text = fc.string({ maxLength: 6 });
    const data = fc.dictionary(fc.constantFrom('A', 'B', 'C'), text);
    fc.assert(
      fc.property(fc.array(data, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(5), { maxLength: 6 }), fc.boolean(), (configs, readers, isReversed) => {
        const run = (turned: boolean) => {
          const program = new Program();
          const name = (index: number) => `c${index}-${program.hash('data', `c${index}`, 10)}`;
          const all = [
            ...configs.map((values, index) => [`c${index}`, config(name(index), values)] as const),
            ...readers.map(
              (index, i) =>
                [`w${i}`, pods('Deployment', `w${i}`, from(name(index % configs.length)), { 'checksum/config': program.hash('reads', `w${i}`) })] as const,
            ),
          ];
          for (const [id, manifest] of turned ? all.reverse() : all) program.add(id, manifest);
          return program.resolve();
        };
        const manifests = run(false);
        expect(hasToken(JSON.stringify(manifests))).toBe(false);
        expect(manifests.slice(0, configs.length).map((manifest) => manifest.data)).toEqual(configs);
        const byName = (list: readonly Manifest[]) => new Map(list.map((manifest) => [manifest.metadata.name, manifest]));
        expect(byName(run(isReversed))).toEqual(byName(manifests));
      }),
    );
  });
});
