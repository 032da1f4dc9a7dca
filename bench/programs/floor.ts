import { mkdirSync, writeFileSync } from 'node:fs';
import { yamlDocuments } from '../../lib/manifest';
import { serviceObjects } from './service';

/** The least that any program in this language can do: plain objects, the same emitter, a file for each service. */
const [, , count, charts, outdir] = process.argv;
mkdirSync(outdir as string, { recursive: true });
const all: string[] = [];
for (let i = 0; i < Number(count); i++) {
  const text = yamlDocuments(serviceObjects(i) as Parameters<typeof yamlDocuments>[0]);
  if (charts === 'one') all.push(text);
  else writeFileSync(`${outdir}/service-${i}.k8s.yaml`, text);
}
if (charts === 'one') writeFileSync(`${outdir}/all.k8s.yaml`, all.join('---\n'));
