import { App, Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, program, RollwrightError } from '../../lib';
import { renderProgram } from '../../lib/synth';
import { ControlPlane, type Result } from '../harness';
import { yamlOf } from '../rollwright';
import { describeOnControlPlane } from '../suite';
import { BASES, type Refused } from './refusals';
import { BY_BOTH } from './refused-by-both';
import { BY_US } from './refused-by-us';

const both = written(BY_BOTH);
const us = written(BY_US);

/** The cases as a list, each with what is written by hand. */
function written<T extends Refused>(cases: Readonly<Record<string, T>>) {
  return Object.entries(cases).map(([title, one]) => {
    const object = Object.entries(one.put).reduce<unknown>((result, [path, value]) => put(result, path.split('.'), value), BASES[one.kind]());
    return { ...one, title, object: object as object };
  });
}

/** The object with something in that place; what lies on the way stays as it is. */
function put(object: unknown, [first = '', ...rest]: readonly string[], value: unknown): unknown {
  const inner = rest.length === 0 ? value : put((object as Record<string, unknown> | undefined)?.[first], rest, value);
  if (Array.isArray(object)) return object.map((item, index) => (String(index) === first ? inner : item));
  return { ...(object as object), [first]: inner };
}

describeOnControlPlane('what the constructs refuse', () => {
  let cluster: ControlPlane;
  let namespace: string;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 1 });
    namespace = await cluster.namespace('refused');
  });
  afterAll(() => cluster?.stop());

  function create(object: object, ...args: readonly string[]): Promise<Result> {
    return cluster.kubectl(['create', '-f', '-', '-n', namespace, '--validate=strict', ...args], JSON.stringify(object));
  }

  it.each(Object.entries(BASES))('is judged by what is put into a %s that the API server takes', async (_, base) => {
    expect(await create(base() as object, '--dry-run=server')).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(both)('$title: $code, and the API server refuses it too', async ({ ours, code, object, says }) => {
    expect(codesOf(ours)).toContain(code);
    // For real, since a dry run asks nobody who hands out node ports whether they are in range.
    expect(await create(object)).toMatchObject({ code: 1, stderr: expect.stringContaining(says) });
  });

  it.each([
    [0, undefined],
    [1, 'CONFIG_TOO_LARGE'],
  ])('a ConfigMap of 1 MiB and %i bytes: %s, and the API server agrees', async (more, code) => {
    const text = 'x'.repeat(2 ** 20 + more);
    const build = (chart: Chart) => new AppConfig(chart, 'large', { name: 'large', files: { text } });
    expect(codesOf(() => rendered(build))).toEqual(code === undefined ? [] : [code]);
    const created = await create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'large' }, data: { text } }, '--dry-run=server');
    expect(created).toMatchObject(code === undefined ? { code: 0 } : { code: 1, stderr: expect.stringContaining('may not be more than 1048576 bytes') });
  });

  it('a ConfigMap of 300 kB is for server-side apply: client-side apply keeps a copy of each object in an annotation, which holds 256 KiB', async () => {
    const yaml = yamlOf((chart) => new AppConfig(chart, 'half', { name: 'half', files: { text: 'x'.repeat(300_000) } }), { namespace });
    const clientSide = await cluster.kubectl(['apply', '-f', '-', '--dry-run=server'], yaml);
    expect(clientSide).toMatchObject({ code: 1, stderr: expect.stringContaining('metadata.annotations: Too long: may not be more than 262144 bytes') });
    expect(await cluster.apply(yaml, '--server-side', '--dry-run=server')).toEqual(['configmap/half serverside-applied (server dry run)']);
  });

  it.each(us)('$title: $code, although the API server takes it', async ({ ours, code, object }) => {
    expect(codesOf(ours)).toContain(code);
    expect(await create(object, '--dry-run=server')).toMatchObject({ code: 0 });
  });
});

/** As the command line renders a program, which sees to what only a whole object can tell. */
function rendered(build: (chart: Chart) => unknown): unknown {
  return renderProgram(program({ name: 'shop', settings: z.object({}), build: (app) => void build(new Chart(app, 'shop', { namespace: 'shop' })) }), {});
}

function codesOf(build: (chart: Chart) => unknown): readonly string[] {
  try {
    build(new Chart(new App(), 'shop', { namespace: 'shop' }));
    return [];
  } catch (error) {
    if (error instanceof RollwrightError) return error.problems.map(({ code }) => code);
    throw error;
  }
}
