import { KEPT_LABEL, type Manifest, resolveDerived } from '../../manifest';
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
    const objects = (placed[index] ?? []).map(({ object, manifest }) => ({ ...object, manifest: prunedLast(inWave(manifest, waves[at++] ?? 0)) }));
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

/** What a sync does with an object. Upstream: gitops-engine pkg/sync/common/types.go. */
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/**
 * A generation of a kept config leaves the cluster only when all else of the sync is there and healthy (gitops-engine pkg/sync/sync_context.go, `getSyncTasks`,
 * reads the annotation of the live object): after a `git revert`, which takes the lines of the lock back too, pods of the reverted revision live on for a while.
 * It does leave: what is never pruned keeps an Application OutOfSync.
 */
function prunedLast(manifest: Manifest): Manifest {
  const { annotations = {}, labels = {} } = manifest.metadata;
  if (manifest.kind !== 'ConfigMap' || labels[KEPT_LABEL] === undefined || annotations[SYNC_OPTIONS] !== undefined) return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, annotations: { ...annotations, [SYNC_OPTIONS]: 'PruneLast=true' } } };
}
