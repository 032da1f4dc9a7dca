/** Runs the helm binary on the files of a chart as they are written. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { OutputFile } from '../../output';

const run = promisify(execFile);

/** A folder that holds charts, to be removed after the tests. */
export class ChartFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'rollwright-chart-'));

  write(folder: string, files: readonly OutputFile[]): string {
    for (const { path, text } of files) {
      const file = join(this.path, folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return join(this.path, folder);
  }

  /** What helm prints, on stdout where it is content and on both where it is not. */
  async helm(helm: string, ...args: readonly string[]): Promise<{ readonly ok: boolean; readonly text: string }> {
    try {
      const { stdout } = await run(helm, [...args], { cwd: this.path, maxBuffer: 1 << 26, env: { PATH: process.env.PATH, HOME: this.path } });
      return { ok: true, text: stdout };
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      return { ok: false, text: `${stdout}${stderr}` };
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
