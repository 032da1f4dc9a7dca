import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Argo CD's components listen, all on 127.0.0.1. */
export interface ArgoCdPorts {
  readonly redis: number;
  readonly repo: number;
  readonly repoMetrics: number;
  readonly controllerMetrics: number;
  readonly setMetrics: number;
  readonly setProbe: number;
  readonly setWebhook: number;
}

export interface ArgoCdComponent {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Answers when it is up; `undefined` where nothing but a listening socket says so. */
  readonly health?: string;
}

/** The namespace of Argo CD and of its Applications. */
export const ARGO_CD_NAMESPACE = 'argocd';

const LOCAL = '127.0.0.1';

/** Argo CD core as processes; `tools` is the folder of its programs, `path` the PATH that they get. */
export function argoCdComponents(
  folder: string,
  ports: ArgoCdPorts,
  { tools, path, kubeconfig }: { readonly tools: string; readonly path: string; readonly kubeconfig: string },
): Readonly<Record<'argocd-redis' | 'argocd-repo' | 'argocd-controller' | 'argocd-sets', ArgoCdComponent>> {
  const environment = { ...ownFolders(folder), PATH: path, ARGOCD_GPG_ENABLED: 'false' };
  const redis = `${LOCAL}:${ports.redis}`;
  const repo = `${LOCAL}:${ports.repo}`;
  return {
    'argocd-redis': { program: join(tools, 'miniredis'), args: [redis], environment: {} },
    'argocd-repo': {
      program: join(tools, 'argocd-repo-server'),
      args: [
        '--disable-tls',
        '--client-ca-path=', // its default is a file, which it refuses without TLS
        `--address=${LOCAL}`,
        `--port=${ports.repo}`,
        `--metrics-address=${LOCAL}`,
        `--metrics-port=${ports.repoMetrics}`,
        `--redis=${redis}`,
      ],
      environment,
      health: `http://${LOCAL}:${ports.repoMetrics}/healthz`,
    },
    'argocd-controller': {
      program: join(tools, 'argocd-application-controller'),
      args: [
        `--namespace=${ARGO_CD_NAMESPACE}`,
        `--kubeconfig=${kubeconfig}`,
        `--redis=${redis}`,
        `--repo-server=${repo}`,
        '--repo-server-plaintext',
        `--metrics-port=${ports.controllerMetrics}`,
      ],
      environment: {
        ...environment,
        ARGOCD_FAKE_IN_CLUSTER: 'true', // https://kubernetes.default.svc is what the kubeconfig says
        ARGOCD_APPLICATION_CONTROLLER_PERSIST_RESOURCE_HEALTH: 'true', // so that an Application's status says it of each resource
      },
      health: `http://${LOCAL}:${ports.controllerMetrics}/healthz`,
    },
    'argocd-sets': {
      program: join(tools, 'argocd-applicationset-controller'),
      args: [
        `--namespace=${ARGO_CD_NAMESPACE}`,
        `--kubeconfig=${kubeconfig}`,
        `--argocd-repo-server=${repo}`,
        '--repo-server-plaintext',
        `--metrics-addr=${LOCAL}:${ports.setMetrics}`,
        `--probe-addr=${LOCAL}:${ports.setProbe}`,
        `--webhook-addr=${LOCAL}:${ports.setWebhook}`,
      ],
      environment: { ...environment, ARGOCD_FAKE_IN_CLUSTER: 'true' },
      health: `http://${LOCAL}:${ports.setMetrics}/metrics`, // its probes check nothing, and are not found
    },
  };
}

/** What Argo CD keeps below /app/config and the system's temporary folder by default, where two runs would meet. */
function ownFolders(folder: string): Record<string, string> {
  const own = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };
  return {
    ARGOCD_TLS_DATA_PATH: own('tls'),
    ARGOCD_SSH_DATA_PATH: own('ssh'),
    ARGOCD_GPG_DATA_PATH: own('gpg'),
    ARGOCD_GNUPGHOME: own('gnupg'),
    ARGOCD_PLUGINSOCKFILEPATH: own('plugins'),
    ARGOCD_ASK_PASS_SOCK: join(folder, 'ask-pass.sock'),
    TMPDIR: own('tmp'),
  };
}
