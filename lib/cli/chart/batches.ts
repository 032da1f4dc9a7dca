import type { JsonObject } from '../../manifest';
import { drawValues } from '../../outputs/helm';
import { inRelease } from './cases';
import type { DerivedProgram } from './project-charts';
import { wantedOf } from './wanted';

/** Values that share a process: more take longer each, since Helm looks at all for each. */
const TOGETHER = 50;

/** Random values that the chart and the program take, some of one release at a time. What one of them refuses is set aside. */
export function* batches(
  { chart, source }: DerivedProgram,
  count: number,
  seed: number,
  setAside: (settings: JsonObject) => void,
): Generator<readonly JsonObject[]> {
  let [batch, left, tries]: [JsonObject[], number, number] = [[], count, count * 20];
  for (const drawn of drawValues(chart.derived, { seed, literals: source.literals })) {
    if (left <= 0 || tries-- <= 0) break;
    const settings = inRelease(chart, drawn, batch[0] ?? drawn);
    const isTaken = chart.derived.evaluate(settings) !== undefined && 'objects' in wantedOf(chart, source.schema, settings);
    if (!isTaken) setAside(settings);
    else if (batch.push(settings) === Math.min(TOGETHER, left)) {
      left -= batch.length;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
