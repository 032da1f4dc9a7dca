/** The programs that are like well-known public charts, as an output gets them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Layer, mergeLayers } from '../../../../settings';
import { type Program, renderProgram } from '../../../../synth';
import type { ProgramSource } from '../../../output';

/** A program of a folder here, as `rollwright chart` gives it. */
export function publicSource<Settings>(program: Program<Settings>, environments: Readonly<Record<string, readonly Layer[]>>): ProgramSource {
  const [first = []] = Object.values(environments);
  return {
    program: program.name,
    schema: program.settings,
    // Where each construct was made is asked by messages only, and costs more than rendering.
    render: (settings) => renderProgram(program, settings as Settings, { sources: 0 }),
    base: mergeLayers(first.slice(0, 1)).values,
    environments: Object.fromEntries(Object.entries(environments).map(([name, layers]) => [name, mergeLayers(layers).values])),
    literals: literalsIn(join(__dirname, program.name)),
  };
}

/** The texts between quotes, the pieces of templates and the numbers of the program's files, without what only people read. */
function literalsIn(folder: string): readonly (string | number)[] {
  const files = readdirSync(folder).filter((file) => file !== 'environments.ts');
  const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const text = source.replace(/^import .*$|\/\*\*.*\*\/|\/\/.*$|describe\('[^']*'\)/gm, '');
  const pieces = (text.match(/(?<=`)[^`\n]*(?=`)/g) ?? []).flatMap((template) => template.split(/\$\{[^}]*\}/)).filter((piece) => piece !== '');
  return [...new Set([...(text.match(/(?<=')[^'\n]+(?=')/g) ?? []), ...pieces, ...(text.match(/\b\d{1,7}\b/g) ?? []).map(Number)])];
}
