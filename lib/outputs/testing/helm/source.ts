/** Programs as an output gets them to make charts of. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dodo } from '../../../../charts/dodo';
import { environments } from '../../../../environments';
import type { JsonObject } from '../../../manifest';
import { type Layer, mergeLayers } from '../../../settings';
import { renderProgram } from '../../../synth';
import type { ProgramSource } from '../../output';
import { rendered, type SmallProgram } from './program';

/** A small program, with an environment for each of its bases. */
export function sourceOf({ name, schema, build, bases, literals = [] }: SmallProgram, base: JsonObject = {}): ProgramSource {
  return {
    program: name,
    schema,
    render: (settings) => rendered(build, settings),
    base,
    environments: Object.fromEntries(bases.map((values, at) => [['dev', 'prod', 'test'][at] ?? `e${at}`, values])),
    literals,
  };
}

const folder = join(__dirname, '../../../../charts/dodo');

/** dodo, as `rollwright chart` gives it. */
export function dodoSource(): ProgramSource {
  const files = readdirSync(folder).map((file) => (file.endsWith('.test.ts') ? '' : readFileSync(join(folder, file), 'utf8')));
  const layers = Object.entries(environments) as unknown as [string, readonly Layer[]][];
  const first = layers[0]?.[1][0];
  return {
    program: 'dodo',
    schema: dodo.settings,
    render: (settings) => {
      // Where each construct was made is asked by messages only, and costs more than rendering.
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        return renderProgram(dodo, settings as never);
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    },
    base: mergeLayers(first === undefined ? [] : [first]).values,
    environments: Object.fromEntries(layers.map(([name, each]) => [name, mergeLayers(each).values])),
    literals: [...new Set(files.join('\n').match(/(?<=')[^'\n]*(?=')/g)), 0, 1, 8000, 100],
  };
}
