import { type Manifest, resolveDerived } from '../../manifest';
import type { OutputFile, RenderedEnvironment } from '../output';
import type { Placed } from '../parts';
import { plainYaml } from '../plain';
import { SYNC_WAVE, wavesOf } from './waves';

/** An environment as plain YAML with the sync waves that its migrations need; a wave that the program says itself stays. */
export function wavedFiles(environment: RenderedEnvironment): readonly OutputFile[] {
  const placed = environment.programs.map(({ program, rendered }) => {
    const manifests = resolveDerived(rendered);
    return rendered.objects.map((object, at): Placed => ({ program, object, manifest: manifests[at] ?? object.manifest }));
  });
  const waves = wavesOf(placed.flat());
  let at = 0;
  const programs = environment.programs.map(({ program, rendered }, index) => {
    const objects = (placed[index] ?? []).map(({ object, manifest }) => ({ ...object, manifest: inWave(manifest, waves[at++] ?? 0) }));
    return { program, rendered: { ...rendered, objects } };
  });
  const { environment: name } = environment;
  return plainYaml()
    .folders([{ environment: name, programs }])
    .flatMap(({ files }) => files.map(({ path, text }) => ({ path: `${name}/${path}`, text })));
}

function inWave(manifest: Manifest, wave: number): Manifest {
  const { annotations = {} } = manifest.metadata;
  if (wave === 0 || annotations[SYNC_WAVE] !== undefined) return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, annotations: { ...annotations, [SYNC_WAVE]: String(wave) } } };
}
