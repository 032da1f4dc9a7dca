import type { Json, JsonObject } from '../../manifest';
import type { Chart } from '../../outputs';
import { type SettingsSchema, secretTexts } from '../../settings';
import { type Hide, hiding } from '../hiding';
import { differenceOf } from './helm-objects';
import type { DerivedProgram } from './project-charts';
import type { Given } from './proof-folder';
import { type Wanted, wantedOf } from './wanted';

/** What a comparison of helm with the program came to. */
export type Judgement =
  | { readonly is: 'equal' }
  /** Both refuse, or the chart does as its README lists. */
  | { readonly is: 'refused' }
  /** The program refuses, and the chart cannot: a rule that is listed. */
  | { readonly is: 'listed' }
  | { readonly is: 'different'; readonly says: string };

/**
 * Renders settings with the program, and compares that with what helm gave.
 * @param environment whose values file they are of
 */
export function judgeSettings({ chart, source }: DerivedProgram, given: Given, settings: JsonObject, environment?: string): Judgement {
  return judge(given, wantedOf(chart, source.schema, settings, environment), chart, source.schema, settings);
}

/** Compares what helm gave for settings with what the program gives. Nothing of a secret is said. */
export function judge(given: Given, wanted: Wanted, chart: Chart, schema: SettingsSchema, settings: JsonObject): Judgement {
  const hide = hiding(secretTexts(schema, settings));
  if ('refused' in given) {
    if ('refused' in wanted || chart.derived.refusedBy(settings)?.whose === 'chart') return { is: 'refused' };
    return { is: 'different', says: `the program takes these values, and helm refuses them: ${firstLines(hide(given.refused))}` };
  }
  if ('refused' in wanted) {
    if (wanted.isListed) return { is: 'listed' };
    return { is: 'different', says: `helm takes these values, and the program refuses them: ${firstLines(hide(wanted.refused))}` };
  }
  const found = differenceOf(
    given.objects.map(({ value }) => value),
    wanted.objects,
  );
  if (found === undefined) return { is: 'equal' };
  const { object, path, helm, program } = found;
  const where = hide(path === '' ? object : `${object} ${path}`);
  return { is: 'different', says: `${where}: helm gives ${shown(helm, hide)}, the program ${shown(program, hide)}` };
}

/** Hidden before it is cut: half of a secret would not be found. */
function shown(value: Json | undefined, hide: Hide): string {
  if (value === undefined) return 'nothing';
  const text = hide(JSON.stringify(value));
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function firstLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 4)
    .join(' ')
    .slice(0, 400);
}
