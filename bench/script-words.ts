import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The words of a script of package.json: what a user's `npm run` starts. */
export function scriptWords(name: 'synth' | 'rollwright'): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { scripts: Readonly<Record<typeof name, string>> };
  return scripts[name].split(' ');
}
