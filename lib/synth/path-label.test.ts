import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { asJson } from '../manifest';
import { deployment, object, problemsOf, rendered } from './testing/programs';

function web(chart: Chart, props: kplus.DeploymentProps = {}): kplus.Deployment {
  return new kplus.Deployment(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'shop:1' }], ...props });
}

/** The fix that the error names and its page explains: the label stays, and says what the program says. */
function labelled(chart: Chart): kplus.Deployment {
  const made = web(chart, { select: false });
  made.podMetadata.addLabel(kplus.Pod.ADDRESS_LABEL, 'web');
  made.select(kplus.LabelSelector.of({ labels: { [kplus.Pod.ADDRESS_LABEL]: 'web' } }));
  return made;
}

function selecting(workload: kplus.Deployment): void {
  new kplus.Service(workload, 'service', { metadata: { name: 'web' }, ports: [{ port: 80 }], selector: workload });
  new kplus.NetworkPolicy(workload, 'policy', { metadata: { name: 'policy' }, selector: workload });
}

test.each<[string, (chart: Chart) => void, string[]]>([
  ['a kplus.Deployment', (chart) => void web(chart), ['shop/web/Resource']],
  [
    'select: false, which leaves the label on the pods',
    (chart) => void web(chart, { select: false, podMetadata: { labels: { app: 'web' } } }),
    ['shop/web/Resource'],
  ],
  ['a kplus.Pod', (chart) => void new kplus.Pod(chart, 'pod', { metadata: { name: 'pod' }, containers: [{ image: 'shop:1' }] }), ['shop/pod/Resource']],
  ['what selects its pods', (chart) => selecting(web(chart)), ['shop/web/service/Resource', 'shop/web/policy/Resource', 'shop/web/Resource']],
  [
    'an aggregated ClusterRole',
    (chart) => new kplus.ClusterRole(chart, 'all', { metadata: { name: 'all' } }).combine(new kplus.ClusterRole(chart, 'part', { metadata: { name: 'part' } })),
    ['shop/all/Resource', 'shop/part/Resource'],
  ],
])('%s is refused', (_, build, constructs) => {
  const problems = problemsOf(() => rendered(build)).filter(({ code }) => code === 'LABEL_FROM_PATH');
  expect(problems.map(({ construct }) => construct)).toEqual(expect.arrayContaining(constructs));
});

test('the documented fix holds for the pods and for what selects them, and another id changes no byte', () => {
  const render = (id: string) =>
    rendered((chart) => {
      const made = new kplus.Deployment(chart, id, { metadata: { name: 'web' }, containers: [{ image: 'shop:1' }], select: false });
      made.podMetadata.addLabel(kplus.Pod.ADDRESS_LABEL, 'web');
      made.select(kplus.LabelSelector.of({ labels: { [kplus.Pod.ADDRESS_LABEL]: 'web' } }));
      new kplus.Service(chart, 'service', { metadata: { name: 'web' }, ports: [{ port: 80 }], selector: made });
      new kplus.NetworkPolicy(chart, 'policy', { metadata: { name: 'web' }, selector: made });
    }).objects.map(({ manifest }) => asJson(manifest));
  expect(render('elsewhere')).toEqual(render('web'));
  expect(render('web')).toEqual([
    expect.objectContaining({ kind: 'NetworkPolicy', spec: expect.objectContaining({ podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'web' } } }) }),
    expect.objectContaining({ kind: 'Service', spec: expect.objectContaining({ selector: { 'cdk8s.io/metadata.addr': 'web' } }) }),
    expect.objectContaining({
      kind: 'Deployment',
      spec: expect.objectContaining({
        selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'web' } },
        template: expect.objectContaining({ metadata: { labels: { 'cdk8s.io/metadata.addr': 'web' } } }),
      }),
    }),
  ]);
});

test('a program may allow it; the same words elsewhere are none', () => {
  expect(problemsOf(() => rendered((chart) => void web(chart), {}, { allow: ['LABEL_FROM_PATH'] }))).toEqual([]);
  expect(problemsOf(() => rendered((chart) => void labelled(chart)))).toEqual([]);
  expect(problemsOf(() => rendered((chart) => void object(chart, 'ConfigMap', 'a', { data: { 'cdk8s.io/metadata.addr': 'shop' } })))).toEqual([]);
  expect(problemsOf(() => rendered((chart) => void deployment(chart, 'web', {})))).toEqual([]);
});
