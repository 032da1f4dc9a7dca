import { ARGO_CD_NAMESPACE } from './components';

const metadata = (name: string): object => ({ name, namespace: ARGO_CD_NAMESPACE, labels: { 'app.kubernetes.io/part-of': 'argocd' } });

/** What an installation of Argo CD has beside its components. The API server, which is not there, would make the project `default`. */
export const ARGO_CD_OBJECTS: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: ARGO_CD_NAMESPACE } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('argocd-cm') },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('argocd-rbac-cm') },
  { apiVersion: 'v1', kind: 'Secret', metadata: metadata('argocd-secret'), stringData: { 'server.secretkey': 'not-a-secret' } },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: metadata('default'),
    spec: { sourceRepos: ['*'], destinations: [{ namespace: '*', server: '*' }], clusterResourceWhitelist: [{ group: '*', kind: '*' }] },
  },
];
