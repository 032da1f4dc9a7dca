import { spawn } from 'node:child_process';
import { RollwrightError } from '../../errors';
import { isObject, type Manifest } from '../../manifest';
import { errnoOf } from '../disk';
import type { Terminal } from '../terminal';

/** Which cluster kubectl talks to. */
export interface KubectlOptions {
  /** A context of the kubeconfig. @default the current one */
  readonly context?: string | undefined;
}

/** An object as the cluster has it. */
export interface LiveManifest extends Manifest {
  readonly metadata: Manifest['metadata'] & {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
  };
}

/** No request takes longer, so that a cluster that does not answer ends the run. */
const REQUEST_TIMEOUT = '30s';

/** What kubectl (staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go) and Go's net package say where there is nobody to talk to. */
const UNREACHABLE = /The connection to the server .* was refused|Unable to connect to the server|dial tcp|no such host|i\/o timeout|TLS handshake timeout/;

/** The kubectl on PATH: it knows every way in which people reach and prove themselves to a cluster. */
export class Kubectl {
  constructor(
    private readonly terminal: Pick<Terminal, 'env' | 'cwd'>,
    private readonly options: KubectlOptions = {},
  ) {}

  /**
   * Runs kubectl to its end and returns what it prints.
   * @throws RollwrightError `KUBECTL_MISSING`, `CLUSTER_UNREACHABLE`, `KUBECTL_FAILED`
   */
  async run(args: readonly string[], stdin = ''): Promise<string> {
    const { context } = this.options;
    const { code, stdout, stderr } = await this.spawned(
      [...args, `--request-timeout=${REQUEST_TIMEOUT}`, ...(context === undefined ? [] : [`--context=${context}`])],
      stdin,
    );
    if (code === 0) return stdout;
    throw failure(args, stderr);
  }

  /** The objects that a `kubectl get` finds. @throws RollwrightError as {@link run} does */
  async list(...args: readonly string[]): Promise<readonly LiveManifest[]> {
    const found = JSON.parse(await this.run(['get', ...args, '-o', 'json'])) as unknown;
    return isObject(found) && Array.isArray(found.items) ? (found.items as unknown as readonly LiveManifest[]) : [];
  }

  private spawned(args: readonly string[], stdin: string): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
    const { env, cwd } = this.terminal;
    return new Promise((resolve, reject) => {
      const child = spawn('kubectl', args, { env, cwd, stdio: 'pipe' });
      const output = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (text: string) => {
          output[name] += text;
        });
      }
      child.on('error', (error) => reject(missing(error)));
      child.on('close', (code) => resolve({ ...output, code: code ?? 1 }));
      child.stdin.on('error', () => {}); // it ended without reading all of it; its exit code says what is wrong
      child.stdin.end(stdin);
    });
  }
}

function missing(error: unknown): unknown {
  const errno = errnoOf(error);
  if (errno === undefined) return error;
  return new RollwrightError({
    code: 'KUBECTL_MISSING',
    message: errno === 'ENOENT' ? 'there is no kubectl on PATH' : `kubectl cannot be started (${errno})`,
    fix: 'Install kubectl (https://kubernetes.io/docs/tasks/tools/), or put its folder on PATH',
  });
}

function failure(args: readonly string[], stderr: string): RollwrightError {
  const lines = stderr.split('\n').filter((line) => line !== '' && !/^[EIW]\d{4} /.test(line));
  const said = (lines.at(-1) ?? 'it said nothing').replace(/^error: |^Error from server /, '');
  if (UNREACHABLE.test(stderr)) {
    return new RollwrightError({
      code: 'CLUSTER_UNREACHABLE',
      message: `kubectl reaches no cluster: ${said}`,
      fix: 'Check `kubectl cluster-info`: the context (--context), KUBECONFIG, the network',
    });
  }
  return new RollwrightError({
    code: 'KUBECTL_FAILED',
    message: `kubectl ${args.slice(0, 2).join(' ')} failed: ${said}`,
    fix: 'Run it by hand to see more; it needs the rights to do so',
  });
}
