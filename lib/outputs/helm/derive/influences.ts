import { asJson, type Json, pointerKeys } from '../../../manifest';
import { isSample, type Sample } from '../learn';
import { isEqual, readPath } from '../template';
import { freezable, type Setting, valueAt, withValue } from '../values';
import type { Derivation } from './derivation';

/** How many samples are changed for each setting. */
const SAMPLES = 6;

/** The settings that change what objects of a group have at some places: one setting at a time is exchanged for that of another sample. */
export function influences(state: Derivation, group: string, unexplained: readonly string[]): readonly Setting[] {
  const { samples, tree, program, domain } = state;
  const places = state.learned.payloads.has(group) ? [''] : unexplained;
  const kind = /([^|]*) /.exec(group.replace(/^(reads|run|data)\|/, ''))?.[1] ?? '';
  const before = samples.map((sample) => view(sample, kind, places));
  return freezable(tree).filter(({ path }) => {
    if (domain.pinned.has(path.join('.'))) return false;
    for (let n = 0, tries = 0; n < samples.length && tries < SAMPLES; n++) {
      const sample = samples[n] as Sample;
      const donor = samples[(n * 7 + 3) % samples.length] as Sample;
      const value = valueAt(donor.settings, path);
      if (isEqual(value, valueAt(sample.settings, path))) continue;
      const changed = withValue(sample.settings, path, value);
      const tried = changed === undefined ? undefined : program.try(changed);
      if (tried === undefined || !isSample(tried)) continue;
      tries++;
      if (view(tried, kind, places) !== before[n]) return true;
    }
    return false;
  });
}

/** What all objects of a kind have at some places, as one text. Tokens are left as they are: their numbers stay while the tree does. */
function view({ rendered }: Sample, kind: string, places: readonly string[]): string {
  const own = rendered.objects.filter(({ manifest }) => `${manifest.apiVersion}/${manifest.kind}`.replace(/\d+/g, '#') === kind.replace(/\d+/g, '#'));
  return JSON.stringify(own.map(({ manifest }) => places.map((place): Json => readPath(asJson(manifest), pointerKeys(place)) ?? null)));
}
