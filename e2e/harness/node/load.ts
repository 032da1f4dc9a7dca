import { spawn } from 'node:child_process';
import type { Command } from '../command';

/** What became of the requests; tools/app/load.go writes it. Times are milliseconds since the start of the load. */
export interface LoadReport {
  readonly sent: number;
  readonly ok: number;
  readonly failed: number;
  /** Failures by kind. */
  readonly errors: Readonly<Record<string, number>>;
  /** The first hundred failures. */
  readonly failures: readonly { readonly atMs: number; readonly error: string }[];
  /** Good answers by the version that gave them, and when each version's first and last were sent. */
  readonly versions: Readonly<Record<string, number>>;
  readonly firstMs: Readonly<Record<string, number>>;
  readonly lastMs: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface LoadOptions {
  /** Requests a second, sent whether or not the earlier ones were answered. @default 200 */
  readonly rate?: number | undefined;
  /** Whether connections are used again; without, each request connects anew. @default false */
  readonly keepAlive?: boolean | undefined;
}

/** Requests that go on until they are stopped. */
export class Load {
  private constructor(
    private readonly end: () => void,
    private readonly report: Promise<LoadReport>,
  ) {}

  /** @param tell is given the report before whoever stops the load gets it */
  static start({ program, args, environment }: Command, tell: (report: LoadReport) => void): Load {
    const child = spawn(program, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const report = new Promise<LoadReport>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve(JSON.parse(stdout) as LoadReport);
        else reject(new Error(`the load generator ended with exit code ${code}: ${stderr.trim()}`));
      });
    });
    report.then(tell, () => {}); // whoever stops the load is told
    return new Load(() => child.stdin.end(), report);
  }

  /** Sends no more, waits for the answers that are under way, and returns the report. */
  stop(): Promise<LoadReport> {
    this.end();
    return this.report;
  }
}
