import { join } from 'node:path';
import type { Credentials } from './credentials';

/** Where the control plane listens. */
export interface Addresses {
  /** The address that others reach the API server at. */
  readonly api: string;
  readonly apiPort: number;
  readonly etcdPort: number;
  readonly etcdPeerPort: number;
  readonly serviceRange: string;
  /** Whether pods reach the API server as Service `kubernetes`; it cannot be on a loopback address. */
  readonly kubernetesService: boolean;
}

/** A program and its arguments. */
export interface ComponentLine {
  readonly program: string;
  readonly args: readonly string[];
}

/** The command lines of the control plane, the same for both tiers. */
export function controlPlane(
  folder: string,
  addresses: Addresses,
  credentials: Credentials,
): Record<'etcd' | 'api' | 'controllers' | 'scheduler', ComponentLine> {
  const { kubeconfig } = credentials;
  const client = `http://127.0.0.1:${addresses.etcdPort}`;
  const peer = `http://127.0.0.1:${addresses.etcdPeerPort}`;
  return {
    etcd: {
      program: 'etcd',
      args: [
        `--data-dir=${join(folder, 'etcd')}`,
        `--listen-client-urls=${client}`,
        `--advertise-client-urls=${client}`,
        `--listen-peer-urls=${peer}`,
        `--initial-advertise-peer-urls=${peer}`,
        `--initial-cluster=default=${peer}`,
        '--unsafe-no-fsync', // the data does not outlive the run
      ],
    },
    api: { program: 'kube-apiserver', args: apiServer(addresses, credentials, client) },
    controllers: {
      program: 'kube-controller-manager',
      args: [
        `--kubeconfig=${kubeconfig}`,
        `--service-account-private-key-file=${credentials.serviceAccountKey}`,
        `--root-ca-file=${join(credentials.certificates, 'apiserver.crt')}`,
        '--use-service-account-credentials=false', // with true the first ServiceAccount comes some seconds later
        '--horizontal-pod-autoscaler-sync-period=1s', // 15 s by default: a test would only wait
        '--leader-elect=false',
        '--secure-port=0',
      ],
    },
    scheduler: { program: 'kube-scheduler', args: [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0'] },
  };
}

function apiServer({ api, apiPort, serviceRange, kubernetesService }: Addresses, credentials: Credentials, etcd: string): readonly string[] {
  return [
    `--etcd-servers=${etcd}`,
    `--cert-dir=${credentials.certificates}`,
    `--bind-address=${api}`,
    `--advertise-address=${api}`,
    `--external-hostname=${api}`, // without a default route it cannot guess one
    `--secure-port=${apiPort}`,
    `--service-cluster-ip-range=${serviceRange}`,
    `--service-account-key-file=${credentials.serviceAccountKey}`,
    `--service-account-signing-key-file=${credentials.serviceAccountKey}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--token-auth-file=${credentials.tokenFile}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    '--kubelet-preferred-address-types=InternalIP',
    `--endpoint-reconciler-type=${kubernetesService ? 'lease' : 'none'}`,
  ];
}
