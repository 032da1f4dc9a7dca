import type { Cluster } from '../harness';
import type { Effect } from './effect';
import type { Stage } from './stage';

/** One row of the table: what is done on every output, and what must then be true of the pods. */
export interface Scenario<C extends Cluster = Cluster> {
  readonly name: string;
  /** What is promised, for the reader of the table. */
  readonly promise: string;
  /** Does it and asserts it; returns what was measured, in words. */
  run(stage: Stage<C>): Promise<string>;
}

/** What became of the pods, in words: `4 web and 2 worker pods replaced, never fewer than 4 and 2 available; 6 s`. */
export function words(effect: Effect, ...more: readonly string[]): string {
  const gone = [...effect.gone];
  const pods = gone.map(([component, count]) => `${count} ${component}`).join(' and ');
  const fewest = gone.map(([component]) => effect.pods(component).fewestReady).join(' and ');
  const rolled = gone.length === 0 ? 'no pod replaced' : `${pods} pods replaced, never fewer than ${fewest} available`;
  const migrated = effect.migrations.length === 0 ? [] : [`migration ${effect.migrations.join(', ')}`];
  return [rolled, ...migrated, ...more, seconds(effect)].join('; ');
}

export function seconds(effect: Effect): string {
  return `${effect.seconds.toFixed(0)} s`;
}
