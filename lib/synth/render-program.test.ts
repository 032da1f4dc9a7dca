import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { addIntent, resolveDerived } from '../manifest';
import { renderProgram } from './render-program';
import { deployment, object, objectsOf, problemsOf, programOf, rendered } from './testing/programs';

describe('a failing program', () => {
  test('gives its words, its environment and the line that threw, and no stack', () => {
    const failing = programOf(() => {
      throw new TypeError('no such thing');
    });
    const problems = problemsOf(() => renderProgram(failing, {}, { environment: 'prod', sourceFolder: __dirname }));
    expect(problems).toEqual([
      {
        code: 'PROGRAM_FAILED',
        message: 'the program shop threw: TypeError: no such thing',
        environment: 'prod',
        file: expect.stringMatching(/^render-program\.test\.ts:10$/),
        fix: expect.any(String),
      },
    ]);
  });

  test('that a library stops is placed at the line that called it', () => {
    const failing = () =>
      rendered((chart) => {
        object(chart, 'ConfigMap', 'a');
        object(chart, 'ConfigMap', 'a');
      });
    expect(problemsOf(failing)).toEqual([
      expect.objectContaining({
        code: 'PROGRAM_FAILED',
        message: expect.stringContaining("already a Construct with name 'ConfigMap-a'"),
        file: expect.stringMatching(/:\d+$/),
      }),
    ]);
  });

  test('that throws something else than an Error', () => {
    const problems = problemsOf(() =>
      rendered(() => {
        throw 'words';
      }),
    );
    expect(problems).toEqual([expect.objectContaining({ code: 'PROGRAM_FAILED', message: 'the program shop threw: words', file: undefined })]);
  });

  test('that calls synth()', () => {
    const problems = problemsOf(() =>
      renderProgram(
        programOf((app) => app.synth()),
        {},
      ),
    );
    expect(problems[0]?.message).toContain('remove the call');
  });
});

test('problems of all kinds come together, with the environment', () => {
  const problems = problemsOf(() =>
    rendered(
      (chart) => {
        new ApiObject(chart, 'unnamed', { apiVersion: 'v1', kind: 'ConfigMap' });
        object(chart, 'ConfigMap', 'twice', {}, 'one');
        object(chart, 'ConfigMap', 'twice', {}, 'two');
        object(chart, 'ConfigMap', 'large', { data: { file: 'x'.repeat(1_048_577) } });
        deployment(chart, 'web', { envFrom: [{ secretRef: { name: 'nobodys' } }] });
      },
      { environment: 'prod' },
    ),
  );
  expect(problems.map(({ code, environment, construct, file }) => [code, environment, construct, file !== undefined])).toEqual([
    ['NAME_GENERATED', 'prod', 'shop/unnamed', true],
    ['OBJECT_DUPLICATE', 'prod', 'shop/two', true],
    ['CONFIG_TOO_LARGE', 'prod', 'shop/ConfigMap-large', true],
    ['REFERENCE_MISSING', 'prod', 'shop/Deployment-web', true],
  ]);
});

test('a large program whose problem lies beyond the source budget is rendered again to find the line', () => {
  let builds = 0;
  const problems = problemsOf(() =>
    rendered((chart) => {
      builds++;
      for (let i = 0; i < 1100; i++) object(chart, 'ConfigMap', `c${i}`);
      new ApiObject(chart, 'unnamed', { apiVersion: 'v1', kind: 'ConfigMap' });
    }),
  );
  expect(builds).toBe(2);
  expect(problems).toEqual([
    expect.objectContaining({ code: 'NAME_GENERATED', file: expect.stringMatching(/^\.\.\/render-program\.test\.ts:\d+$|render-program\.test\.ts:\d+$/) }),
  ]);
});

describe('what is known beside the manifests', () => {
  const make = () =>
    rendered((chart) => {
      addIntent(chart, { intent: 'external', kind: 'Secret', name: 'theirs' });
      addIntent(chart, { intent: 'rolls-with-config', scope: true });
      const config = object(chart, 'ConfigMap', 'config', { data: { LEVEL: 'info' } });
      const web = deployment(chart, 'web', { envFrom: [{ configMapRef: { name: 'config' } }, { secretRef: { name: 'theirs' } }] });
      deployment(chart, 'idle', {});
      const job = object(chart, 'Job', 'migrate', {
        spec: { template: { spec: { containers: [{ name: 'a', envFrom: [{ configMapRef: { name: 'config' } }] }] } } },
      });
      addIntent(job, { intent: 'runs-once', when: 'before' });
      job.addDependency(config);
      web.addDependency(job, config);
    });

  test('order, dependencies, intents, external objects', () => {
    const { objects, external } = make();
    expect(objectsOf({ objects, derived: [], external })).toEqual(['ConfigMap config', 'Deployment idle', 'Job migrate', 'Deployment web']);
    const place = new Map(objects.map(({ origin }, i) => [origin, i]));
    expect(objects.map(({ dependsOn }) => dependsOn.map((origin) => place.get(origin)))).toEqual([[], [], [0], [0, 2]]);
    expect(objects.map(({ intents }) => intents.map(({ intent }) => intent))).toEqual([[], ['rolls-with-config'], ['runs-once'], ['rolls-with-config']]);
    expect(external).toEqual([{ intent: 'external', kind: 'Secret', name: 'theirs' }]);
    expect(objects.map(({ construct }) => construct)).toEqual(['shop/ConfigMap-config', 'shop/Deployment-idle', 'shop/Job-migrate', 'shop/Deployment-web']);
    expect(objects.every(({ source }) => /:\d+$/.test(source ?? ''))).toBe(true);
  });

  test('the pods of workloads that read config have a checksum', () => {
    const result = make();
    const annotations = resolveDerived(result).map(
      (manifest) => (manifest as never as { spec?: { template?: { metadata?: { annotations?: object } } } }).spec?.template?.metadata?.annotations,
    );
    expect(annotations).toEqual([undefined, undefined, undefined, { 'checksum/config': expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(result.derived).toHaveLength(1);
  });
});

test('keys are sorted, whatever a patch or the environment says', () => {
  process.env.CDK8S_DISABLE_SORT = '1';
  try {
    const { objects } = rendered((chart) => {
      object(chart, 'ConfigMap', 'a', { data: { z: '1', a: '2' } }).addJsonPatch(JsonPatch.add('/data/b', '3'));
      object(chart, 'ConfigMap', 'b', { data: { z: '1', a: '2' } });
    });
    expect(objects.map(({ manifest }) => JSON.stringify(manifest))).toEqual([
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":"2","b":"3","z":"1"}}',
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"},"data":{"a":"2","z":"1"}}',
    ]);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});

test('moving, renaming and regrouping constructs changes nothing', () => {
  const flat = renderProgram(
    programOf((app) => {
      const chart = new Chart(app, 'all');
      const [a, b, c] = [object(chart, 'Role', 'r'), object(chart, 'ConfigMap', 'b'), object(chart, 'Deployment', 'c')];
      a.addDependency(c);
      b.addDependency(c);
    }),
    {},
  );
  const spread = renderProgram(
    programOf((app) => {
      const outer = new Chart(app, 'outer');
      const late = new Construct(outer, 'late');
      const inner = new Chart(outer, '7');
      object(late, 'ConfigMap', 'b', {}, 'x');
      object(new Chart(late, 'nested'), 'Role', 'r', {}, 'y');
      late.node.addDependency(object(inner, 'Deployment', 'c', {}, 'Resource'));
    }),
    {},
  );
  expect(objectsOf(flat)).toEqual(['Deployment c', 'ConfigMap b', 'Role r']);
  expect(spread.objects.map(({ manifest }) => manifest)).toEqual(flat.objects.map(({ manifest }) => manifest));
});
