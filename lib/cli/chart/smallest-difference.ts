import type { JsonObject } from '../../manifest';
import { settingsOfChart } from '../../outputs/helm';
import { judgeSettings } from './judge';
import type { DerivedProgram } from './project-charts';
import type { Given } from './proof-folder';
import { smallest } from './smallest';
import type { Differing } from './verified';

/** A difference made as small as is found: with the chart's own values wherever it stays with them. */
export async function smallestDifference(program: DerivedProgram, render: (settings: JsonObject) => Promise<Given>, found: Differing): Promise<Differing> {
  const { chart } = program;
  let says: string | undefined;
  const differs = async (settings: JsonObject): Promise<boolean> => {
    const judgement = judgeSettings(program, await render(settings), settings);
    if (judgement.is !== 'different') return false;
    says = judgement.says;
    return true;
  };
  // Other values may differ in another way, or not at all where one is rendered alone.
  if (!(await differs(found.settings))) return found;
  const settings = await smallest(found.settings, chart.defaults, settingsOfChart(chart.derived), differs);
  return (await differs(settings)) ? { settings, says: says ?? found.says } : found;
}
