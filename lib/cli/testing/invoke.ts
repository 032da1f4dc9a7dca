import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LoadModule } from '../loader';
import { run } from '../run';

/** The declaration that tests run commands on. */
export const SHOP = path.join(__dirname, 'shop', 'main.ts');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, in a folder of its own. */
export async function invoke(args: readonly string[], more: { cwd?: string; env?: Record<string, string>; load?: LoadModule } = {}): Promise<Ended> {
  let [out, err] = ['', ''];
  const terminal = {
    out(text: string) {
      out += text;
    },
    err(text: string) {
      err += text;
    },
    env: more.env ?? {},
    cwd: more.cwd ?? path.dirname(SHOP),
    interactive: false,
    now: () => 0,
  };
  const code = await run(args, terminal, more.load ?? ((file) => require(file) as unknown));
  return { code, out, err };
}

/** Runs a command on the shop. */
export async function onShop(args: readonly string[], more: { cwd?: string; env?: Record<string, string> } = {}): Promise<Ended> {
  return invoke([...args, '--project', SHOP], more);
}

const folders: string[] = [];

/** A new empty folder, removed by `removeFolders`. */
export function newFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rollwright-cli-')));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

/** Every file below a folder with its text. */
export function filesIn(folder: string): Record<string, string> {
  const names = fs.existsSync(folder) ? (fs.readdirSync(folder, { recursive: true }) as string[]) : [];
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}
