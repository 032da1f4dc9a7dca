import { RollwrightError } from '../errors';
import type { Json } from './json';
import type { Layer } from './layer';
import { assign } from './set-apply';
import { type Assignment, readAssignments, setError, type Typed } from './set-syntax';

/**
 * The layer of one `--set` expression: `web.replicas=3,hosts[0].name=a,list={a,b},sentryDsn=null,label=a\,b`.
 *
 * Types are Helm's (`pkg/strvals` typedVal): `true`, `false` and `null` in any case, whole numbers of 64 bits without a leading zero; all else is
 * text, `1.5` and `007` too.
 * @throws RollwrightError SETTINGS_SET: not an expression, or one of which Helm would ignore a part, or a number that JavaScript cannot hold exactly
 */
export function setLayer(expression: string): Layer {
  return layerOf('--set', expression, typedValue);
}

/** The layer of one `--set-string` expression: every value is text. @throws RollwrightError SETTINGS_SET */
export function setStringLayer(expression: string): Layer {
  return layerOf('--set-string', expression, (text) => text);
}

/**
 * The layer of one `--set-file` expression (`tls.ca=path/to/ca.pem`): every value is the text of a file.
 * @param readText hands in the text of the file of that path; what it throws is passed on
 * @throws RollwrightError SETTINGS_SET
 */
export function setFileLayer(expression: string, readText: (path: string) => string): Layer {
  return layerOf('--set-file', expression, readText);
}

function layerOf(name: string, expression: string, typed: Typed): Layer {
  try {
    const assignments = readAssignments(expression, typed);
    for (const assignment of assignments) refuseIgnored(assignment);
    const values = {};
    for (const assignment of assignments) {
      const misfit = assign(values, assignment);
      if (misfit !== undefined) throw setError(assignment.at, misfit);
    }
    return { kind: 'set', name, values, assignments };
  } catch (error) {
    if (!(error instanceof RollwrightError)) throw error;
    throw new RollwrightError(error.problems.map((problem) => (problem.code === 'SETTINGS_SET' ? { ...problem, path: `(from ${name})` } : problem)));
  }
}

/** Helm takes these expressions and sets nothing, or less than they say: a typing mistake that would go unseen. */
function refuseIgnored({ path, end, at }: Assignment): void {
  if (path.includes('')) throw setError(at, 'a name is empty');
  if (end !== 'value' && end !== 'empty') throw setError(at, 'the expression ends before its value', 'end it with =VALUE');
  const firstIndex = path.findIndex((step) => typeof step === 'number');
  const nameInItem = firstIndex >= 0 && path.slice(firstIndex).some((step) => typeof step === 'string');
  if (end === 'empty' && nameInItem) throw setError(at, 'Helm drops an empty value inside a list item', 'write it in a values file');
}

/** `typedVal`, as plain text for numbers that Go keeps and JavaScript cannot. */
export function typedValue(text: string, at: number): Json {
  const folded = text.replace(/ſ/g, 's').toLowerCase();
  if (folded === 'true') return true;
  if (folded === 'false') return false;
  if (folded === 'null') return null;
  if (!/^(0|[+-]\d+|[1-9]\d*)$/.test(text)) return text;
  const integer = BigInt(text.replace(/^\+/, ''));
  if (integer < -(2n ** 63n) || integer >= 2n ** 63n) return text;
  if (!Number.isSafeInteger(Number(integer))) throw setError(at, 'a whole number beyond 2^53 cannot be held exactly', 'set it as text with --set-string');
  return Number(integer);
}
