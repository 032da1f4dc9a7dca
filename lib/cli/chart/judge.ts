import type { Json, JsonObject } from '../../manifest';
import type { Chart } from '../../outputs';
import { type SettingsSchema, secretTexts } from '../../settings';
import { differenceOf } from './helm-objects';
import type { Given } from './proof-folder';
import type { Wanted } from './wanted';

/** What a comparison of helm with the program came to. */
export type Judgement =
  | { readonly is: 'equal' }
  /** Both refuse, or the chart does as its README lists. */
  | { readonly is: 'refused' }
  /** The program refuses, and the chart cannot: a rule that is listed. */
  | { readonly is: 'listed' }
  | { readonly is: 'different'; readonly says: string };

/** Compares what helm gave for settings with what the program gives. Nothing of a secret is said. */
export function judge(given: Given, wanted: Wanted, chart: Chart, schema: SettingsSchema, settings: JsonObject): Judgement {
  const hide = hiding(secretTexts(schema, settings));
  if ('refused' in given) {
    if ('refused' in wanted || chart.derived.refusedBy(settings)?.whose === 'chart') return { is: 'refused' };
    return { is: 'different', says: hide(`the program takes these values, and helm refuses them: ${firstLines(given.refused)}`) };
  }
  if ('refused' in wanted) {
    if (wanted.isListed) return { is: 'listed' };
    return { is: 'different', says: hide(`helm takes these values, and the program refuses them: ${firstLines(wanted.refused)}`) };
  }
  const found = differenceOf(
    given.objects.map(({ value }) => value),
    wanted.objects,
  );
  if (found === undefined) return { is: 'equal' };
  const { object, path, helm, program } = found;
  const where = path === '' ? object : `${object} ${path}`;
  return { is: 'different', says: hide(`${where}: helm gives ${shown(helm)}, the program ${shown(program)}`) };
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
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

/** A secret may stand inside a longer text, as it is or as JSON or base64 write it. */
function hiding(secrets: readonly string[]): (text: string) => string {
  const words = secrets.flatMap((one) => [one, JSON.stringify(one).slice(1, -1), Buffer.from(one).toString('base64')]).filter((word) => word !== '');
  return (text) => words.reduce((hidden, word) => hidden.replaceAll(word, '<secret>'), text);
}
