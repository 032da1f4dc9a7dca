import type { DebianNeed } from './debian';

/** How one Go module becomes programs. One entry a tool: adding one is adding its folder and a line here. */
export interface Tool {
  /** What `go build` is given, with the name of each program it makes. */
  readonly programs: Readonly<Record<string, string>>;
  /** Further names of a program that looks at the name it is called by: link -> program. */
  readonly links?: Readonly<Record<string, string>>;
  /** Further files that are put beside the programs, out of the source of a module that go.mod names: file -> its place there. */
  readonly files?: Readonly<Record<string, ModuleFile>>;
  readonly tags?: readonly string[];
  /** Linker settings, `package.variable` -> text. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly linkerFlags?: readonly string[];
  /** Needs a C compiler and these Debian packages; everything else is pure Go. */
  readonly cgo?: DebianNeed;
  /** Roughly how long the first build takes, for the one who waits. */
  readonly firstBuild: string;
}

export interface ModuleFile {
  /** The module's path. */
  readonly module: string;
  /** Relative to the module. */
  readonly path: string;
  readonly isProgram?: boolean;
}

const CONTAINERD = 'github.com/containerd/containerd/v2/cmd';
const CNI = 'github.com/containernetworking/plugins/plugins';
const ARGO_CD = 'github.com/argoproj/argo-cd/v3';
const KUBERNETES = { version: 'v1.36.3', major: '1', minor: '36' };

function namesOfKube(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'kube']));
}

const TABLE = {
  kube: {
    programs: { kube: '.' },
    links: namesOfKube('etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl', 'kubelet', 'kube-proxy'),
    variables: {
      'k8s.io/component-base/version.gitVersion': KUBERNETES.version, // without it the node reports v0.0.0-master
      'k8s.io/component-base/version.gitMajor': KUBERNETES.major,
      'k8s.io/component-base/version.gitMinor': KUBERNETES.minor,
    },
    firstBuild: '5 minutes',
  },
  kwok: { programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' }, firstBuild: '1 minute' },
  helm: { programs: { helm: 'helm.sh/helm/v4/cmd/helm' }, variables: { 'helm.sh/helm/v4/internal/version.version': 'v4.3.1' }, firstBuild: '2 minutes' },
  kubeconform: {
    programs: { kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform' },
    variables: { 'main.version': 'v0.8.0' },
    firstBuild: '10 seconds',
  },
  app: { programs: { app: '.' }, firstBuild: '10 seconds' },
  containerd: {
    programs: {
      containerd: `${CONTAINERD}/containerd`,
      'containerd-shim-runc-v2': `${CONTAINERD}/containerd-shim-runc-v2`,
      ctr: `${CONTAINERD}/ctr`,
    },
    tags: ['no_btrfs', 'no_devmapper', 'no_zfs', 'no_aufs'],
    variables: { 'github.com/containerd/containerd/v2/version.Version': 'v2.4.2' },
    firstBuild: '1 minute',
  },
  cni: { programs: { bridge: `${CNI}/main/bridge`, 'host-local': `${CNI}/ipam/host-local`, loopback: `${CNI}/main/loopback` }, firstBuild: '10 seconds' },
  runc: {
    programs: { runc: 'github.com/opencontainers/runc' },
    tags: ['seccomp', 'netgo', 'osusergo'], // the kubelet asks RuntimeDefault seccomp for each sandbox
    variables: { 'main.version': '1.5.2' },
    linkerFlags: ['-extldflags', '-static'],
    cgo: { libraries: ['libseccomp-dev', 'libseccomp2'], flags: ['-lseccomp'] },
    firstBuild: '20 seconds',
  },
  coredns: { programs: { coredns: '.' }, firstBuild: '1 minute' },
  argocd: {
    programs: { argocd: '.' },
    links: Object.fromEntries(
      ['argocd-application-controller', 'argocd-applicationset-controller', 'argocd-git-ask-pass', 'argocd-repo-server', 'miniredis'].map((name) => [
        name,
        'argocd',
      ]),
    ),
    files: {
      // The repo server runs it for every commit, also where no signature is asked for.
      'git-verify-wrapper.sh': { module: ARGO_CD, path: 'hack/git-verify-wrapper.sh', isProgram: true },
      'application-crd.yaml': { module: ARGO_CD, path: 'manifests/crds/application-crd.yaml' },
      'applicationset-crd.yaml': { module: ARGO_CD, path: 'manifests/crds/applicationset-crd.yaml' },
      'appproject-crd.yaml': { module: ARGO_CD, path: 'manifests/crds/appproject-crd.yaml' },
    },
    variables: { [`${ARGO_CD}/common.version`]: '3.5.7' },
    firstBuild: '5 minutes',
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TABLE;

export const TOOLS: Readonly<Record<ToolName, Tool>> = TABLE;

/** What the control plane with fake nodes needs. */
export const CONTROL_PLANE_TOOLS: readonly ToolName[] = ['kube', 'kwok', 'helm'];

/** What the real node needs beside that. */
export const REAL_NODE_TOOLS: readonly ToolName[] = ['kube', 'helm', 'app', 'containerd', 'cni', 'runc', 'coredns'];

/** What Argo CD on either of them needs. */
export const ARGO_CD_TOOLS: readonly ToolName[] = ['argocd', 'helm'];

/** What looks at manifests before they are applied. */
export const MANIFEST_TOOLS: readonly ToolName[] = ['kubeconform'];
