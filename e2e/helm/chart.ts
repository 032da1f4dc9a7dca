import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deriveTemplates } from '../../lib/outputs/helm';
import { helmDialect } from '../../lib/outputs/helm/dialect';
import { renderProgram } from '../../lib/synth';
import { type Migration, migrating, migratingSettings } from './program';

const VALUES = { tag: 'v1', greeting: 'hello' };

/** Derives the chart of the program and writes it to a folder. */
export function writeChart(folder: string, migration: Migration): string {
  const own = migrating(migration);
  const derived = deriveTemplates({
    chart: 'shop',
    schema: migratingSettings,
    render: (settings) => helmDialect(renderProgram(own, settings), { name: 'shop', version: '1.0.0', instance: settings.name }),
    bases: [{ ...VALUES, name: 'shop', namespace: 'shop' }],
    literals: [],
    binding: { name: 'name', namespace: 'namespace' },
  });
  if (derived.frozen.length > 0) throw new Error(`frozen: ${derived.frozen.map(({ path, reason }) => `${path}: ${reason}`).join('\n')}`);
  const files = [
    { path: 'Chart.yaml', text: 'apiVersion: v2\nname: shop\nversion: 1.0.0\n' },
    { path: 'values.yaml', text: `${JSON.stringify(VALUES)}\n` },
    { path: 'values.schema.json', text: JSON.stringify(derived.schema) },
    ...derived.emit(),
  ];
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
