import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { findHelm, findKubectl } from './binaries';
import { writeHelmChart } from './helm-chart';
import { writeKustomization } from './kustomization';

/** Something that renders N services. */
export interface Contestant {
  readonly name: string;
  /** Numbers of services above this take too long. */
  readonly upTo: number;
  /** How often it is run for a number of services. */
  readonly runs: (count: number) => number;
  /** The command, or what to install. Called before measuring; each call may prepare a folder. */
  readonly command: (count: number) => readonly string[] | { readonly install: string };
}

const often = (count: number): number => (count > 1000 ? 9 : 7);

/**
 * Node options for programs of many objects: a construct tree stays alive to the end, so that a large young generation is copied about in vain, and the old one
 * is best not collected at all.
 */
export const LARGE_TREE = ['--max-semi-space-size=1', '--initial-old-space-size=256'];

/** All contestants; their programs are bundled once by esbuild, all in the same way, and started by node. */
export function contestants(folder: string): readonly Contestant[] {
  const bundle = (program: string) => {
    const outfile = join(folder, `${program}.js`);
    buildSync({ entryPoints: [join(__dirname, 'programs', `${program}.ts`)], outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'error' });
    return outfile;
  };
  const node = (name: string, program: string, charts: 'each' | 'one', runs = often, options: readonly string[] = []): Contestant => {
    const file = bundle(program);
    const command = (count: number) => [process.execPath, ...options, file, String(count), charts, join(fresh(folder), 'out')];
    return { name, upTo: Number.POSITIVE_INFINITY, runs, command };
  };
  const helm = findHelm();
  const kubectl = findKubectl();
  return [
    node('floor: plain objects, our emitter', 'floor', 'each'),
    node('rollwright App, a Chart each', 'ours', 'each'),
    node('rollwright App, one Chart', 'ours', 'one'),
    node('floor, node with options', 'floor', 'each', often, LARGE_TREE),
    node('rollwright App, a Chart each, node with options', 'ours', 'each', often, LARGE_TREE),
    node('stock cdk8s, one Chart', 'stock', 'one', (count) => (count > 1000 ? 2 : 5)),
    node('stock cdk8s, a Chart each', 'stock', 'each', (count) => (count > 1000 ? 1 : 3)),
    {
      name: 'helm template, one chart, range',
      upTo: Number.POSITIVE_INFINITY,
      runs: often,
      command: (count) => {
        if (helm === undefined) return { install: 'helm (or run `npm run e2e` once, which builds it)' };
        const chart = fresh(folder);
        writeHelmChart(chart, count);
        return [helm, 'template', 'bench', chart];
      },
    },
    {
      name: 'kubectl kustomize, a file each',
      upTo: 300,
      runs: () => 3,
      command: (count) => {
        if (kubectl === undefined) return { install: 'kubectl' };
        const files = fresh(folder);
        writeKustomization(files, count);
        return [kubectl, 'kustomize', files];
      },
    },
  ];
}

function fresh(folder: string): string {
  return mkdtempSync(join(folder, 'run-'));
}
