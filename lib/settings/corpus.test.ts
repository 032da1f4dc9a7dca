import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RollwrightError } from '../errors';
import type { Json, JsonObject } from './json';
import { mergeLayers } from './merge';
import { mergeMaps, withoutNulls } from './merge-maps';
import { setFileLayer, setLayer, setStringLayer, typedValue } from './set';
import { assign } from './set-apply';
import { readAssignments, setError } from './set-syntax';
import { valuesFileLayer } from './values-file';

/** What Helm 4.3.1 itself answered (e2e/tools/strvals). */
interface Recorded {
  readonly op: string;
  readonly text?: string;
  readonly files?: readonly string[];
  readonly sets?: readonly string[];
  readonly value?: unknown;
  readonly error?: string;
}

const [strvals, valuesFiles, merges] = ['strvals.json', 'values-files.json', 'merges.json'].map(
  (name) => JSON.parse(readFileSync(join(__dirname, 'corpus', name), 'utf8')) as Recorded[],
);

const UNSAFE = /\{"\$number":"([-+\de.]+)"\}/g;

/** Helm's answer. Numbers that the recorder marked are read back; `inexact` says that there are some which are no safe integers. */
function helmAnswer(recorded: Recorded): { refused: boolean; inexact: boolean; value?: unknown } {
  if (recorded.error !== undefined) return { refused: true, inexact: false };
  const text = JSON.stringify(recorded.value ?? {});
  const inexact = [...text.matchAll(UNSAFE)].some(([, number]) => number !== '-0');
  return { refused: false, inexact, value: JSON.parse(text.replace(UNSAFE, '$1')) };
}

function attempt(run: () => unknown): { value?: unknown; refused: boolean } {
  try {
    return { value: run(), refused: false };
  } catch (error) {
    if (error instanceof RollwrightError) return { refused: true };
    throw error;
  }
}

/** The expression read and assigned exactly as Helm does, with what Helm passes over in silence. */
function asHelm(text: string, typed: (text: string, at: number) => Json): JsonObject {
  const values = {};
  for (const assignment of readAssignments(text, typed)) {
    const misfit = assign(values, assignment);
    if (misfit !== undefined) throw setError(assignment.at, misfit);
  }
  return values;
}

function readText(path: string): string {
  if (path.startsWith('missing')) throw new RollwrightError({ code: 'SETTINGS_SET', message: 'no such file' });
  return `text of ${path}`;
}

const TYPED = { set: typedValue, 'set-string': (text: string) => text, 'set-file': readText };
const LAYERS = { set: setLayer, 'set-string': setStringLayer, 'set-file': (text: string) => setFileLayer(text, readText) };

/** Every recorded question that we answer otherwise; all of them, so that one run shows the whole difference. */
function differences<T extends Recorded>(questions: readonly T[], ours: (question: T) => unknown): { question: T; refused: boolean }[] {
  return questions.flatMap((question) => {
    const { inexact, ...helm } = helmAnswer(question);
    const own = attempt(() => ours(question));
    return sameAnswer(helm, own) || (inexact && own.refused) ? [] : [{ question, helm, ...own }];
  });
}

function sameAnswer(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}

test('--set, --set-string and --set-file mean what they mean to Helm', () => {
  const questions = strvals ?? [];
  expect(questions.length).toBeGreaterThan(4000);
  const ours = ({ op, text = '' }: Recorded) => asHelm(text, TYPED[op as keyof typeof TYPED]);
  expect(differences(questions, ours)).toEqual([]);
  // Go keeps 64 bits here: a number that JavaScript would round has to be refused.
  const inexact = questions.filter((question) => helmAnswer(question).inexact);
  expect(inexact.length).toBeGreaterThan(3);
  expect(inexact.filter((question) => !attempt(() => ours(question)).refused)).toEqual([]);
});

test('a layer holds what Helm says, or is refused where Helm passes over a part of the expression', () => {
  const answered = (strvals ?? []).filter((question) => !helmAnswer(question).refused && !helmAnswer(question).inexact);
  const layers = answered.map((question) => ({ question, ours: attempt(() => LAYERS[question.op as keyof typeof LAYERS](question.text ?? '').values) }));
  const kept = layers.filter(({ ours }) => !ours.refused);
  expect(kept.filter(({ question, ours }) => !sameAnswer(ours.value, helmAnswer(question).value))).toEqual([]);
  const refused = layers.filter(({ ours }) => ours.refused).map(({ question }) => question.text ?? '');
  expect(refused.filter((text) => !PASSED_OVER.test(text))).toEqual([]);
  expect(kept.length).toBeGreaterThan(1500);
});

/** An empty name, an end before the value, an empty value inside a list item at the end. */
const PASSED_OVER = /(^|[.,}])[=.[]|\.\[|[.[\]\\]$|\[[^\]]*$|\][^,]*=$|^\\/;

/** What we refuse and Helm takes: it would lose or change something in silence, or JavaScript cannot hold it. */
const STRICTER: readonly RegExp[] = [
  /^(a: 1\na: 2|a: \{b: 1, b|a: 1\n"a"|1: x\n"1"|yes: 1\ntrue)/, // one name twice
  /^a: 1\n\.\.\.\nb/, // ignored after ...
  /!(foo|!binary|!set)/, // tags
  /^1\.50?: x|^\? (\S*[.eE]\S*|0\S*8|[-+]?\d{16,}|0x2\d+|!!float 1.5)\n/, // fractions, and whole numbers beyond 2^53, as names
];

test('values files mean what they mean to Helm', () => {
  const read = ({ files = [] }: Recorded) => valuesFileLayer({ file: 'v.yaml', content: files[0] ?? '' }).values;
  expect(valuesFiles?.length).toBeGreaterThan(1500);
  const wrong = differences(valuesFiles ?? [], read);
  expect(wrong.filter(({ question, refused }) => !(refused && STRICTER.some((rule) => rule.test(question.files?.[0] ?? ''))))).toEqual([]);
});

test('files and --set merge as in Helm', () => {
  const questions = (merges ?? []).filter(({ op }) => op === 'merge');
  expect(questions.length).toBeGreaterThan(1000);
  const merged = ({ files = [], sets = [] }: Recorded) => {
    const values = files.map((content) => valuesFileLayer({ file: 'v.yaml', content }).values).reduce(mergeMaps, {});
    const copy = JSON.parse(JSON.stringify(values));
    for (const text of sets) {
      for (const assignment of readAssignments(text, typedValue)) {
        const misfit = assign(copy, assignment);
        if (misfit !== undefined) throw setError(assignment.at, misfit);
      }
    }
    return copy;
  };
  expect(differences(questions, merged)).toEqual([]);
});

test('a null over a default removes it as in Helm', () => {
  const questions = (merges ?? []).filter(({ op }) => op === 'coalesce');
  expect(questions.length).toBeGreaterThan(300);
  const wrong = questions.filter((question) => {
    const layers = (question.files ?? []).map((content) => valuesFileLayer({ file: 'v.yaml', content }));
    // Helm keeps a null that removed nothing; a template cannot tell it from absence.
    return !sameAnswer(mergeLayers(layers).values, withoutNulls((question.value ?? {}) as JsonObject));
  });
  expect(wrong).toEqual([]);
});
