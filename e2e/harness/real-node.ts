import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Run } from '../machine/run';
import { buildTools } from '../tools/builder';
import { nftProgram, staticBusybox } from '../tools/debian';
import { onStderr } from '../tools/progress';
import { REAL_NODE_TOOLS, type ToolName } from '../tools/table';
import { Cluster } from './cluster';
import { type Command, outputOf, type Result, type RunOptions, runToEnd } from './command';
import { controlPlane } from './components';
import { type Credentials, writeCredentials } from './credentials';
import { hasCondition } from './live-object';
import { delegateControllers, makeCgroups, type NodeCgroups, planCgroups } from './node/cgroups';
import { CONTAINERD_SOCKET, NETWORK, writeConfiguration } from './node/configuration';
import type { Image } from './node/image';
import { importImages } from './node/import-images';
import { Load, type LoadOptions, type LoadReport } from './node/load';
import { childOf, enterLine, enterNetworkLine, inCgroups, unshareLine } from './node/namespaces';
import { hasOverlay, nodeProblem } from './node/probe';
import { waitFor } from './wait-for';

const SANDBOX = { name: 'e2e.local/pause:1', entrypoint: ['/app', 'pause'] };

/** Three versions of the test app; the server that remembers migrations is any of them with the argument `state`. */
export const APP_IMAGES: readonly Image[] = ['1', '2', '3'].map((tag) => ({ name: `e2e.local/app:${tag}` }));

export interface RealNodeOptions {
  /** Images that are there from the start, beside {@link APP_IMAGES}. */
  readonly images?: readonly Image[] | undefined;
  readonly nodeLabels?: Readonly<Record<string, string>> | undefined;
}

/**
 * Tier 2: one real node, with kubelet, kube-proxy, containerd, runc, a bridge and cluster DNS, and the control plane, all in namespaces and cgroups of
 * their own. Nothing of the machine is changed, and nothing in there can reach out. Several may run side by side.
 */
export class RealNode extends Cluster {
  private readonly cgroups: NodeCgroups;
  /** Process 1 of the node, seen from outside. */
  private init = 0;

  private constructor(
    run: Run,
    private readonly tools: Readonly<Record<ToolName, string>>,
    nft: string,
  ) {
    super(run, [...Object.values(tools), dirname(nft)]);
    this.cgroups = planCgroups(`rollwright-e2e-${run.folder.slice(run.folder.lastIndexOf('/') + 1)}`);
  }

  /** Ready when it returns: the node is Ready, the images are there, Services and DNS work. @throws Error saying why it cannot run here. */
  static async start(options: RealNodeOptions = {}): Promise<RealNode> {
    const folders = await buildTools(REAL_NODE_TOOLS, onStderr());
    const tools = Object.fromEntries(REAL_NODE_TOOLS.map((name, index) => [name, folders[index]])) as Record<ToolName, string>;
    const nft = await nftProgram();
    const problem = nodeProblem(nft);
    if (problem !== undefined) throw new Error(`the real node cannot run here: ${problem}`);
    const node = new RealNode(await Run.begin('real node'), tools, nft);
    try {
      await node.bringUp(options);
      return node;
    } catch (error) {
      await node.stop();
      throw error;
    }
  }

  /** In the node's network, otherwise as a program of this machine: same files, same working folder. */
  override command(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Command {
    const [nsenter = '', ...line] = enterNetworkLine(this.init, [program, ...args]);
    return { program: nsenter, args: line, environment: this.environment(environment) };
  }

  /** Runs a program in all of the node's namespaces, where /proc shows the node's processes; its working folder is `/`. */
  inside(program: string, args: readonly string[], options?: RunOptions): Promise<Result> {
    const [nsenter = '', ...line] = enterLine(this.init, [program, ...args]);
    return runToEnd({ program: nsenter, args: line, environment: this.environment() }, options);
  }

  /** What a URL answers from the node's network: a pod's address or a Service's. @throws Error when it answers with an error or not at all. */
  fetch(url: string): Promise<string> {
    return outputOf(this.command('app', ['get', url]));
  }

  /** Requests to a URL, from now until they are stopped. */
  load(url: string, { rate = 200, keepAlive = false }: LoadOptions = {}): Load {
    return Load.start(this.command('app', ['load', '-url', url, '-rate', String(rate), `-keepalive=${keepAlive}`]), (report) => this.tellOfFewLost(report));
  }

  /** Few, where a rollout loses none or many, are said with what may have made them: an endpoint that was told too late of a pod on its way out. */
  private tellOfFewLost({ failed, failures, firstMs, lastMs }: LoadReport): void {
    if (failed === 0 || failed > 5) return;
    const said = (component: string) =>
      (this.log(component).match(/^[EW]\d{4} .*(?:endpoint|sync).*$/gim) ?? []).slice(-20).map((line) => `${component}: ${line}\n`);
    process.stderr.write(`e2e: lost: ${JSON.stringify({ failures, firstMs, lastMs })}\n${[...said('proxy'), ...said('controllers')].join('')}`);
  }

  /** Puts images on the node, made of the test app; returns their digests, so that a pod may also name them as `name@digest`. */
  async addImages(images: readonly Image[]): Promise<readonly string[]> {
    const programs = { app: readFileSync(join(this.tools.app, 'app')), busybox: readFileSync(await staticBusybox()) };
    return importImages(images, programs, join(this.folder, `images-${Date.now()}.tar`), (...args) => this.ctr(...args));
  }

  private async ctr(...args: readonly string[]): Promise<string> {
    const { stdout, stderr, code } = await this.inside('ctr', ['--address', CONTAINERD_SOCKET, '--namespace', 'k8s.io', ...args]);
    if (code !== 0) throw new Error(`ctr ${args.join(' ')}: exit code ${code}\n${stderr.trim()}`);
    return stdout;
  }

  private async bringUp({ images = [], nodeLabels = {} }: RealNodeOptions): Promise<void> {
    const credentials = writeCredentials(this.folder, `https://${NETWORK.address}:6443`);
    await this.startInit();
    await this.setUp();
    const files = this.configure(credentials);
    const addresses = { api: NETWORK.address, apiPort: 6443, etcdPort: 2379, etcdPeerPort: 2380, serviceRange: NETWORK.services, kubernetesService: true };
    const { etcd, api, controllers, scheduler } = controlPlane(this.folder, addresses, credentials);
    this.start('etcd', etcd.program, etcd.args);
    this.start('containerd', 'containerd', ['--config', files.containerd]);
    this.start('api', api.program, api.args);
    await Promise.all([
      this.until('containerd', async () => (await this.ctr('version')) !== '').then(() => this.addImages([SANDBOX, ...APP_IMAGES, ...images])),
      this.until('the API server', async () => (await this.kubectl(['get', '--raw', '/readyz'])).code === 0),
    ]);
    this.start('controllers', controllers.program, controllers.args);
    this.start('scheduler', scheduler.program, scheduler.args);
    this.start('kubelet', 'kubelet', this.kubeletArguments(files.kubelet, nodeLabels));
    this.start('proxy', 'kube-proxy', ['--config', files.proxy]);
    this.start('dns', 'coredns', ['-conf', files.dns]);
    await this.until('the node', async () => hasCondition((await this.get('node', 'node-1', 'default')) ?? never(), 'Ready'));
    await this.until('cluster DNS', async () => (await this.fetch('http://127.0.0.1:8181/ready')) === 'OK');
  }

  private async startInit(): Promise<void> {
    this.run.ownCgroups(this.cgroups.folders);
    makeCgroups(this.cgroups);
    const line = unshareLine([join(this.tools.app, 'app'), 'pause']);
    const { identity } = this.run.start('init', '/bin/sh', inCgroups(this.cgroups.folders, line), this.environment());
    const child = await waitFor('process 1 of the node', () => childOf(identity.pid), { every: 10, timeout: 10_000 });
    this.init = child.pid;
    delegateControllers(this.cgroups);
  }

  private async setUp(): Promise<void> {
    const { address, prefixLength, services } = NETWORK;
    const args = [join(__dirname, 'node/setup.sh'), this.folder, address, prefixLength, services];
    const { code, stderr } = await this.inside('/bin/sh', args, { stdin: `${this.cgroups.mounts.join('\n')}\n` });
    if (code !== 0) throw new Error(`setting up the node's namespaces failed:\n${stderr.trim()}`);
  }

  private configure({ kubeconfig }: Credentials): ReturnType<typeof writeConfiguration> {
    const snapshotter = hasOverlay() ? 'overlayfs' : 'native';
    const { cni, runc } = this.tools;
    return writeConfiguration({ folder: this.folder, kubeconfig, cniPlugins: cni, runc: join(runc, 'runc'), snapshotter, sandboxImage: SANDBOX.name });
  }

  private kubeletArguments(configuration: string, labels: Readonly<Record<string, string>>): readonly string[] {
    return [
      `--config=${configuration}`,
      `--kubeconfig=${this.kubeconfig}`,
      `--cert-dir=${join(this.folder, 'kubelet-certificates')}`,
      '--hostname-override=node-1',
      `--node-ip=${NETWORK.address}`,
      `--node-labels=${Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(',')}`,
    ];
  }

  private start(name: string, program: string, args: readonly string[]): void {
    this.run.start(name, '/bin/sh', inCgroups(this.cgroups.programs, enterLine(this.init, [program, ...args])), this.environment());
  }

  private environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const path = [...this.programs, this.run.environment().PATH, '/usr/sbin', '/sbin'].join(delimiter);
    return this.run.environment({ PATH: path, KUBECONFIG: this.kubeconfig, ...more });
  }

  private until(what: string, look: () => Promise<boolean>): Promise<true> {
    return this.waitFor(what, look, { every: 50 });
  }
}

function never(): never {
  throw new Error('there is none yet');
}
