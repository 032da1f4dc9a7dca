import type { Json } from '../../../manifest';
import { isSample, type Refusal } from '../learn';
import { draw, drawing, valueAt, withValue } from '../values';
import { culpritsOf } from './culprits';
import type { Derivation } from './derivation';
import type { Finding, Probed } from './probe';
import { eachNumber, eachText, isPinned, type ScalarPlace, scalarPlaces } from './scalar-places';

/** One hostile value over an ordinary sample, or hostile values everywhere. */
export function probeWild(state: Derivation, count: number): Probed {
  const places = scalarPlaces(state.tree).filter(({ path }) => !isPinned(state, path));
  const findings: Finding[] = [];
  const refusals: Refusal[] = [];
  for (let n = 0; n < count && findings.length < 5 && refusals.length < 20; n++) {
    const settings =
      n % 3 === 2 || places.length === 0 ? state.drawSettings({ wild: 0.5, empty: 0.2 }) : single(state, places[n % places.length] as ScalarPlace);
    if (settings === undefined || state.isRefused(settings)) continue;
    const tried = state.program.try(settings);
    if (!isSample(tried)) refusals.push(tried);
    else {
      const groups = state.mismatch(tried);
      if (groups !== undefined) findings.push({ sample: tried, groups, culprits: culpritsOf(state, tried) });
    }
  }
  return { findings, refusals };
}

function single(state: Derivation, { path, setting }: ScalarPlace): Json | undefined {
  const sample = state.random.pick(state.samples).settings;
  if (valueAt(sample, path) === undefined) return undefined;
  const texts = [...eachText(sample)];
  const at = drawing(state.random, state.domain, {
    wild: 1,
    empty: 0.1,
    literals: state.literals,
    presence: 0.8,
    drawn: { texts, numbers: [...eachNumber(sample)] },
  });
  const isKey = path.at(-1) === '~';
  const donor = isKey ? draw({ ...setting, optional: false }, at) : undefined;
  const value = isKey ? Object.keys(donor ?? {})[0] : draw({ ...setting, optional: false }, at);
  return value === undefined ? undefined : withValue(sample, path, value);
}
