import fs from 'node:fs';
import path from 'node:path';

let known: string | undefined;

/** The folder of the package.json that this file is published with. */
export function packageFolder(): string {
  known ??= found(__dirname);
  return known;
}

function found(folder: string): string {
  const above = path.dirname(folder);
  return fs.existsSync(path.join(folder, 'package.json')) || above === folder ? folder : found(above);
}
