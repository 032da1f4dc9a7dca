import { draw, drawing, freezable, type Setting, withValue } from '../values';
import type { Derivation } from './derivation';

/** Values of each frozen setting. */
const FROZEN_PROBES = 30;

/** Runs the program with values that the chart does not take any more, for the sake of the code that they run. */
export function probeFrozen(state: Derivation): void {
  for (const { path } of freezable(state.tree).filter((setting) => state.domain.pinned.has(setting.path.join('.')))) {
    const setting = freezable(state.tree).find((one) => one.path.join('.') === path.join('.')) as Setting;
    const domain = { ...state.domain, pinned: new Map() };
    for (let n = 0; n < FROZEN_PROBES; n++) {
      const value = draw(setting, drawing(state.random, domain, { wild: n % 2 === 0 ? 0.5 : 0, literals: state.literals }));
      const changed = withValue(state.random.pick(state.samples).settings, path, value);
      if (changed !== undefined) state.program.try(changed);
    }
  }
}
