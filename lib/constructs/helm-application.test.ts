import { Chart, Testing } from 'cdk8s';
import { HelmApplication, type HelmApplicationProps } from './helm-application';

const workflows = {
  name: 'argo-workflows',
  namespace: 'argo',
  repoURL: 'https://argoproj.github.io/argo-helm',
  chart: 'argo-workflows',
  version: '0.45.27',
};

function synth(props: HelmApplicationProps) {
  const chart = new Chart(Testing.app(), 'platform', { namespace: 'somewhere' });
  new HelmApplication(chart, 'workflows', props);
  return Testing.synth(chart)[0];
}

it('is an Application of a chart, in the namespace of Argo CD, with values from settings', () => {
  const nodeSelector = { 'node-group': 'batch' };
  expect(synth({ ...workflows, values: { controller: { nodeSelector }, server: { nodeSelector } } })).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'argo-workflows', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: 'https://argoproj.github.io/argo-helm',
        chart: 'argo-workflows',
        targetRevision: '0.45.27',
        helm: { releaseName: 'argo-workflows', valuesObject: { controller: { nodeSelector }, server: { nodeSelector } } },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argo' },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
    },
  });
});

it('takes what the program says instead', () => {
  const { spec, metadata } = synth({
    ...workflows,
    releaseName: 'wf',
    destination: { name: 'seoul' },
    project: 'platform',
    argoNamespace: 'gitops',
    syncPolicy: {},
  });
  expect([metadata.namespace, spec.project, spec.destination, spec.syncPolicy, spec.source.helm]).toEqual([
    'gitops',
    'platform',
    { name: 'seoul', namespace: 'argo' },
    {},
    { releaseName: 'wf' },
  ]);
});

it('refuses a name that no object can have', () => {
  expect(() => synth({ ...workflows, name: 'Argo Workflows' })).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }));
});

it('checks values that are typed', () => {
  const chart = new Chart(Testing.app(), 'platform');
  // @ts-expect-error a misspelt value
  new HelmApplication<{ controller?: object }>(chart, 'typo', { ...workflows, values: { controler: {} } });
});
