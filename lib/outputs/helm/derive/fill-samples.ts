import type { Json } from '../../../manifest';
import { isSample } from '../learn';
import { freezable, valueAt, withValue } from '../values';
import type { Derivation } from './derivation';

/** Draws until there are so many samples; where nearly everything is refused, parts are put into samples that are accepted. */
export function fillSamples(state: Derivation, count: number): void {
  let refusedInARow = 0;
  for (let tries = 0; state.markers < count && tries < count * 12; tries++) {
    const settings = refusedInARow < 20 ? state.drawSettings() : grafted(state);
    const sample = settings === undefined ? undefined : state.trySettings(settings);
    refusedInARow = sample === undefined ? refusedInARow + 1 : refusedInARow < 20 ? 0 : refusedInARow;
    if (sample !== undefined) state.samples.splice(state.markers++, 0, sample);
  }
}

/** An accepted sample with parts of a drawn one, each kept if it is accepted. */
function grafted(state: Derivation): Json | undefined {
  const donor = state.drawSettings();
  let settings = state.random.pick(state.samples).settings;
  for (const { path } of state.random.shuffled(freezable(state.tree)).slice(0, 12)) {
    const value = valueAt(donor, path);
    const changed = withValue(settings, path, value);
    if (changed !== undefined && isSample(state.program.try(changed))) settings = changed;
  }
  return settings;
}
