import type { z } from 'zod';
import type { DeriveInput } from '../input';
import { Program } from '../learn';
import type { Derived } from '../template';
import { freezableAt, inputSchema, settingTree } from '../values';
import { Derivation } from './derivation';
import { learnUntilExplained, MOST_ROUNDS } from './explain';
import { finish } from './finish';
import { hostile } from './hostile';
import { notDerivable } from './not-derivable';
import { EFFORT } from './probe';
import { settle } from './settle';
import { takeBases } from './take-bases';
import { freezeUnreadable } from './unreadable';

/**
 * Learns the templates of a chart from samples of a program. What comes back was equal to the program for every sample that was tried; what could not be
 * explained is frozen, with its reason.
 * @throws RollwrightError CHART_NOT_DERIVABLE with everything that stands against a chart
 */
export function derive<Settings>(input: DeriveInput<Settings>): Derived {
  const { chart, bases, literals, progress = () => {}, seed = 1 } = input;
  const tree = settingTree(inputSchema(input.schema as z.core.$ZodType));
  const program = new Program(input.schema as z.core.$ZodType, input.render as (settings: never) => ReturnType<typeof input.render>, input.templates);
  const state = new Derivation(tree, bases, program, literals, seed, input.binding ?? {});
  takeBases(state);
  for (const path of input.fixed ?? []) fix(state, path);
  progress('values', 'which texts the program takes');
  state.findClasses();
  freezeUnreadable(state);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    progress('samples', `${EFFORT.learn}, frozen so far: ${state.frozen.length}`);
    learnUntilExplained(state, progress);
    progress('check', `${EFFORT.check} fresh samples`);
    if (!settle(state, progress)) continue;
    progress('hostile values', `${EFFORT.wild}`);
    if (hostile(state)) return finish(state, input, chart, tree);
  }
  throw notDerivable([{ message: `no end was found after ${MOST_ROUNDS} rounds` }]);
}

function fix(state: Derivation, path: string): void {
  const setting = freezableAt(state.tree, path.split('.'));
  if (setting === undefined) throw notDerivable([{ path, message: 'there is no such setting to be fixed' }]);
  state.freeze(setting, 'the author fixed it');
}
