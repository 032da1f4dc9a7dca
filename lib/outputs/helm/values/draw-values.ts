import type { JsonObject } from '../../../manifest';
import { freezable } from './change';
import type { Domain } from './domain';
import { draw, drawing } from './draw';
import { Random } from './random';
import type { Setting } from './setting';

/** How values for a proof are drawn. */
export interface HostileDrawing {
  readonly seed: number;
  /** Literals of the program's source, which hostile texts are made of. */
  readonly literals: readonly (string | number)[];
}

const MOST_MISSES = 1000;

/** The settings of a chart, and what it takes of each. */
export interface SettingsOfChart {
  readonly tree: Setting;
  readonly domain: Domain;
}

/**
 * Random values that a chart's schema takes, as many as are asked for: every second of them full of hostile texts (what YAML or Go templates read as something else, long,
 * empty, beyond ASCII). The settings that are the release's are among them. Rules that no schema says (`fail` in the chart) may still refuse some.
 */
export function* drawValues({ tree, domain }: SettingsOfChart, { seed, literals }: HostileDrawing): Generator<JsonObject> {
  const random = new Random(seed);
  for (let [n, misses] = [0, 0]; misses < MOST_MISSES; n++) {
    const values = draw(tree, drawing(random, domain, { wild: n % 2 === 0 ? 0.5 : 0, empty: 0.2, literals }));
    // Something that must be there may not have been found; the next draw has other chances.
    misses = values === undefined ? misses + 1 : 0;
    if (values !== undefined) yield values as JsonObject;
  }
}

/** The settings of a chart that are lifted or frozen one by one, as paths. */
export function settingsOfChart({ tree }: Pick<SettingsOfChart, 'tree'>): readonly string[] {
  return freezable(tree).map(({ path }) => path.join('.'));
}
