import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlDocuments } from '../lib/manifest';
import { serviceObjects } from './programs/service';

/** The same services as plain files, a file each, and a kustomization that lists them. */
export function writeKustomization(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, i) => `service-${i}.yaml`);
  for (const [i, name] of names.entries()) writeFileSync(join(folder, name), yamlDocuments(serviceObjects(i) as Parameters<typeof yamlDocuments>[0]));
  writeFileSync(join(folder, 'kustomization.yaml'), `resources:\n${names.map((name) => `  - ${name}\n`).join('')}`);
}
