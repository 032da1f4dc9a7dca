import type { Place, Range } from '../template';
import { optionalAround, placeText, type RangeVariables, settingOf, type Writing } from './writing';

/** A range as the words of its actions. */
export interface RangeWords {
  /** May be two actions, where what it goes through may be absent: `if … }}{{ range …`. */
  readonly open: string;
  readonly inner: Writing;
  readonly close: readonly string[];
  /** Whether it is one action, so that it can have an `else`. */
  readonly isSingle: boolean;
}

/** Opens a range over a list or record. */
export function rangeWriting({ over, sorted }: Pick<Range, 'over' | 'sorted'>, at: Writing, trim = ''): RangeWords {
  const setting = settingOf(over, at);
  const variables = variablesFor(over, setting?.kind === 'record', at);
  const list = sorted ? `sortAlpha ${placeText(over, at)}` : placeText(over, at);
  const range = `range ${variables.key}, ${variables.value} := ${list}`;
  const around = optionalAround(over, at).map((place) => placeText(place, at));
  const guard = around.length === 0 ? '' : around.length === 1 ? (around[0] as string) : `and ${around.join(' ')}`;
  const inner = { ...at, scopes: [...at.scopes, setting?.element], ranges: [...at.ranges, variables], isMoved: true };
  return { open: guard === '' ? range : `if ${guard} }}{{${trim} ${range}`, inner, close: guard === '' ? ['end'] : ['end', 'end'], isSingle: guard === '' };
}

function variablesFor(over: Place, isRecord: boolean, at: Writing): RangeVariables {
  const last = over.path.findLast((step) => typeof step === 'string') ?? 'item';
  const plain = String(last).replace(/[^A-Za-z0-9]+(.?)/g, (_, letter: string) => letter.toUpperCase());
  const word = /^[a-z]/.test(plain) ? plain : `x${plain}`;
  const single = /ies$/.test(word) ? word.replace(/ies$/, 'y') : /(?:ss|us|is)$/.test(word) || !word.endsWith('s') ? word : word.slice(0, -1);
  const taken = at.ranges.flatMap(({ value, key }) => [value, key]);
  const free = (name: string): string => (taken.includes(name) || name === '$Values' || name === '$Release' ? free(`${name}${at.ranges.length + 1}`) : name);
  const value = free(`$${single === word && isRecord ? `${word}Value` : single === word ? `${word}Item` : single}`);
  const key = isRecord ? free('$key') : free(at.ranges.length === 0 ? '$i' : '$j');
  return { value, key: key === value ? `${key}Key` : key };
}
