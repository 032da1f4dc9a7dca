import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { RollwrightError } from '../../errors';
import type { SynthApp } from '../app';

/** What an app wrote: each file as its documents, or what it said instead. */
export type Outcome = { readonly files: { readonly [path: string]: unknown } } | { readonly error: string };

/** Runs stock's `synth()` in a folder of its own. */
export function stockOutcome(make: (outdir: string) => App): Outcome {
  const outdir = mkdtempSync(join(tmpdir(), 'stock-'));
  try {
    make(outdir).synth();
    const paths = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = paths.map((entry) => join(entry.parentPath, entry.name)).map((path) => [relative(outdir, path), documents(path, readFileSync(path, 'utf8'))]);
    return { files: Object.fromEntries(files.sort()) };
  } catch (error) {
    return { error: (error as Error).message };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Renders one of our apps. */
export function ourOutcome(make: (outdir: string) => SynthApp): Outcome {
  try {
    const files = make('unused').files();
    return { files: Object.fromEntries(files.map(({ path, text }): [string, unknown] => [path, documents(path, text)]).sort()) };
  } catch (error) {
    if (error instanceof RollwrightError) return { error: error.code };
    throw error;
  }
}

function documents(path: string, text: string): unknown {
  if (path.endsWith('.json')) return JSON.parse(text);
  return text === '' ? [] : parseAllDocuments(text, { version: '1.1', keepSourceTokens: false }).map((document) => ordered(document.toJS()));
}

/** With the order of keys made visible to a comparison. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  return typeof value === 'object' && value !== null ? Object.entries(value).map(([key, member]) => [key, ordered(member)]) : value;
}
