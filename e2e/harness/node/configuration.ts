import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The node's network, all of it inside its own network namespace. */
export const NETWORK = { address: '10.200.0.1', prefixLength: '24', pods: '10.200.0.0/24', firstPod: '10.200.0.10', services: '10.96.0.0/16' };

export const CONTAINERD_SOCKET = '/run/containerd/containerd.sock';

export interface NodeConfiguration {
  readonly folder: string;
  readonly kubeconfig: string;
  readonly cniPlugins: string;
  readonly runc: string;
  readonly snapshotter: 'overlayfs' | 'native';
  readonly sandboxImage: string;
}

/** Writes the configuration files of the node's programs; returns their paths. JSON is YAML. */
export function writeConfiguration(node: NodeConfiguration): Readonly<Record<'containerd' | 'kubelet' | 'proxy' | 'dns', string>> {
  const write = (name: string, content: string | object) => {
    const path = join(node.folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return path;
  };
  mkdirSync(join(node.folder, 'cni'));
  write('cni/10-bridge.conflist', network(node));
  write('resolv.conf', 'nameserver 127.0.0.1\n'); // for pods that do not use the cluster's DNS: nobody answers
  return {
    containerd: write('containerd.toml', containerd(node)),
    kubelet: write('kubelet.yaml', kubelet(node)),
    proxy: write('proxy.yaml', proxy(node)),
    dns: write(
      'Corefile',
      `cluster.local:53 {\n  errors\n  ready 127.0.0.1:8181\n  kubernetes cluster.local {\n    kubeconfig ${node.kubeconfig} e2e\n  }\n}\n`,
    ),
  };
}

function network({ folder }: NodeConfiguration): object {
  const { pods, address, firstPod } = NETWORK;
  const ipam = { type: 'host-local', dataDir: join(folder, 'addresses'), ranges: [[{ subnet: pods, gateway: address, rangeStart: firstPod }]] };
  return {
    cniVersion: '1.0.0',
    name: 'e2e',
    plugins: [{ type: 'bridge', bridge: 'cni0', isGateway: true, isDefaultGateway: true, ipMasq: false, hairpinMode: true, ipam }],
  };
}

/** TOML's basic strings and JSON's strings are written alike for all that a path holds. */
function containerd({ folder, cniPlugins, runc, snapshotter, sandboxImage }: NodeConfiguration): string {
  const text = JSON.stringify;
  return `version = 3
root = ${text(join(folder, 'containerd'))}
state = "/run/containerd"
imports = []
disabled_plugins = ["io.containerd.nri.v1.nri"]
[grpc]
  address = ${text(CONTAINERD_SOCKET)}
[plugins.'io.containerd.cri.v1.images']
  snapshotter = ${text(snapshotter)}
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = ${text(sandboxImage)}
[plugins.'io.containerd.cri.v1.runtime']
  disable_apparmor = true
  restrict_oom_score_adj = true # a sandbox wants -998, which needs CAP_SYS_RESOURCE
  enable_unprivileged_ports = true
  enable_unprivileged_icmp = false
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = [${text(cniPlugins)}]
    conf_dir = ${text(join(folder, 'cni'))}
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
      BinaryName = ${text(runc)}
      SystemdCgroup = false
`;
}

function kubelet({ folder }: NodeConfiguration): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
    // Whoever is inside the network namespace may use its API; logs and exec go through it.
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    cgroupDriver: 'cgroupfs',
    cgroupRoot: '/',
    failCgroupV1: false,
    failSwapOn: false,
    resolvConf: join(folder, 'resolv.conf'),
    clusterDNS: [NETWORK.address],
    clusterDomain: 'cluster.local',
    volumePluginDir: join(folder, 'volume-plugins'),
    syncFrequency: '5s', // how late a changed ConfigMap may reach a volume; 1m by default
    serializeImagePulls: false,
    // The machine's disk and memory are not the node's; it must not evict pods or drop images for them.
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'memory.available': '0%', 'nodefs.available': '0%', 'nodefs.inodesFree': '0%', 'imagefs.available': '0%' },
  };
}

function proxy({ kubeconfig }: NodeConfiguration): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clientConnection: { kubeconfig },
    clusterCIDR: NETWORK.pods,
    hostnameOverride: 'node-1',
    healthzBindAddress: '127.0.0.1:10256',
    metricsBindAddress: '127.0.0.1:10249',
    // The connection table's size belongs to the whole machine.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
}
