import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlDocuments } from '../lib/manifest';
import { serviceObjects } from './programs/service';

/** Stands for the number of the service while the template is written; no text of a service holds this number. */
const STAND_IN = 987654321;

/** A chart that renders the same services: one template, its documents inside a `range` over the count. */
export function writeHelmChart(folder: string, count: number): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 1.0.0\n');
  writeFileSync(join(folder, 'values.yaml'), `count: ${count}\n`);
  const documents = yamlDocuments(serviceObjects(STAND_IN) as Parameters<typeof yamlDocuments>[0]);
  const cache = STAND_IN % 16;
  const body = documents.replace(`redis://cache-${cache}.`, 'redis://cache-{{ mod $i 16 }}.').replaceAll(String(STAND_IN), '{{ $i }}');
  writeFileSync(join(folder, 'templates/services.yaml'), `{{- range $i := until (int .Values.count) }}\n---\n${body}{{- end }}\n`);
}
