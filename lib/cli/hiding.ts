import { type Problem, RollwrightError } from '../errors';
import { inJson, secretForms } from '../outputs';

/** Rewrites a text so that it holds no secret. */
export type Hide = (text: string) => string;

/** Shorter ones stand inside ordinary words by chance: they are hidden where they are words of their own. */
const INSIDE_WORDS = 4;

/** Puts `<secret>` where a text holds one of these secrets: as it is, or as JSON, base64 or a URL write it. */
export function hiding(secrets: readonly string[]): Hide {
  const forms = new Set(secrets.flatMap((secret) => [...secretForms(secret), inJson(inJson(secret))]));
  // The longest first, so that of a secret that begins with another nothing stays; in one pass, so that what was put there is not searched.
  const words = [...forms].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  if (words.length === 0) return (text) => text;
  const pattern = new RegExp(words.map(patternOf).join('|'), 'gu');
  return (text) => text.replace(pattern, '<secret>');
}

/**
 * Runs what may throw.
 * @param secrets is asked for when it has thrown
 * @throws what it threw, with `<secret>` where a text of it holds one of the secrets
 */
export function withoutSecrets<Result>(secrets: () => readonly string[], run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw hidden(error, hiding(secrets()));
  }
}

function hidden(error: unknown, hide: Hide): unknown {
  if (error instanceof RollwrightError) return withStack(new RollwrightError(error.problems.map((problem) => hiddenProblem(problem, hide))), error, hide);
  return error instanceof Error ? withStack(new Error(hide(error.message)), error, hide) : error;
}

/** The code and the environment are names of the program's text, and say where to look. */
function hiddenProblem({ code, environment, ...texts }: Problem, hide: Hide): Problem {
  const entries = Object.entries(texts).map(([key, text]) => [key, text === undefined ? undefined : hide(text)]);
  return { code, environment, ...(Object.fromEntries(entries) as Omit<Problem, 'code' | 'environment'>) };
}

function withStack(made: Error, error: Error, hide: Hide): Error {
  if (error.stack !== undefined) made.stack = hide(error.stack);
  return made;
}

function patternOf(form: string): string {
  const text = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return form.length < INSIDE_WORDS ? `(?<![\\p{L}\\p{N}])${text}(?![\\p{L}\\p{N}])` : text;
}
