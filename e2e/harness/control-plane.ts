import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Run } from '../machine/run';
import { buildTools } from '../tools/builder';
import { onStderr } from '../tools/progress';
import { CONTROL_PLANE_TOOLS } from '../tools/table';
import { Cluster } from './cluster';
import type { Command } from './command';
import { controlPlane } from './components';
import { writeCredentials } from './credentials';
import { fakeNodes } from './fake-nodes/nodes';
import { freePorts } from './free-ports';
import { hasCondition, type LiveObject } from './live-object';

export interface ControlPlaneOptions {
  /** How many fake nodes. @default 3 */
  readonly nodes?: number | undefined;
  /** Labels of every node, a node group for one. */
  readonly nodeLabels?: Readonly<Record<string, string>> | undefined;
}

/**
 * Tier 1: the real API server, controllers and scheduler, with nodes whose kubelets are made up by kwok (fake-nodes/stages.yaml says how its pods behave).
 * Everything listens on 127.0.0.1 and lives in one folder.
 */
export class ControlPlane extends Cluster {
  /** Ready when it returns: the API answers, all nodes are Ready. */
  static async start(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const programs = await buildTools(CONTROL_PLANE_TOOLS, onStderr());
    for (let attempt = 1; ; attempt++) {
      const cluster = new ControlPlane(await Run.begin('control plane'), programs);
      try {
        await cluster.bringUp(options);
        return cluster;
      } catch (error) {
        await cluster.stop();
        // Somebody took a port between our finding it free and the component's listening on it.
        if (attempt === 3 || !String(error).includes('address already in use')) throw error;
      }
    }
  }

  override command(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Command {
    const built = this.programs.map((folder) => join(folder, program));
    const path = [...this.programs, this.run.environment().PATH].join(delimiter);
    return {
      program: built.find((file) => existsSync(file)) ?? program,
      args,
      environment: this.run.environment({ PATH: path, KUBECONFIG: this.kubeconfig, ...environment }),
    };
  }

  private async bringUp({ nodes = 3, nodeLabels }: ControlPlaneOptions): Promise<void> {
    const [apiPort = 0, etcdPort = 0, etcdPeerPort = 0, kwokPort = 0] = await freePorts(4);
    const api = '127.0.0.1';
    const credentials = writeCredentials(this.folder, `https://${api}:${apiPort}`);
    const addresses = { api, apiPort, etcdPort, etcdPeerPort, serviceRange: '10.96.0.0/16', kubernetesService: false };
    const { etcd, api: server, controllers, scheduler } = controlPlane(this.folder, addresses, credentials);
    this.start('etcd', etcd.program, etcd.args);
    this.start('api', server.program, server.args);
    await this.until('the API server', async () => (await this.kubectl(['get', '--raw', '/readyz'])).code === 0);
    this.start('controllers', controllers.program, controllers.args);
    this.start('scheduler', scheduler.program, scheduler.args);
    this.start('kwok', 'kwok', this.kwokArguments(kwokPort));
    // With --server-side the capacity in the status lands too.
    await this.apply(fakeNodes(nodes, nodeLabels), '--server-side');
    await this.until('the nodes', async () => {
      const all = (JSON.parse(await this.kubectlOk(['get', 'nodes', '-o', 'json'])) as { items: readonly LiveObject[] }).items;
      return all.length === nodes && all.every((node) => hasCondition(node, 'Ready'));
    });
  }

  private kwokArguments(port: number): readonly string[] {
    return [
      `--kubeconfig=${this.kubeconfig}`,
      `--config=${join(__dirname, 'fake-nodes/stages.yaml')}`,
      '--manage-all-nodes=true',
      '--node-ip=10.0.0.1',
      '--cidr=10.244.0.0/16',
      '--node-lease-duration-seconds=40', // leases keep the nodes Ready for the node lifecycle controller
      `--server-address=127.0.0.1:${port}`,
    ];
  }

  private start(name: string, program: string, args: readonly string[]): void {
    const command = this.command(program, args);
    this.run.start(name, command.program, args);
  }

  private until(what: string, look: () => Promise<boolean>): Promise<true> {
    return this.waitFor(what, look, { every: 50 });
  }
}
