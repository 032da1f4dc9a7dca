import { z } from 'zod';
import { expectation } from './expectation';
import type { Json } from './json';
import { nearest } from './nearest';
import { formatPath, type Path, valueAt } from './path';
import { hasSecretInside, type Schema, schemasAt, zodOf } from './schema';
import { shownPath } from './secret';
import { kindOf, shapeOf } from './shape';

/** One thing that validation finds wrong. */
export interface Finding {
  /** Cut where a secret begins: the names inside a secret map are not shown. */
  readonly path: Path;
  readonly message: string;
  /** What zod's `invalid_type` wants, for hints. */
  readonly wants?: string | undefined;
  readonly fix?: string | undefined;
  /** Nothing is there: a missing setting, not a wrong one. */
  readonly missing?: boolean;
}

/** What is known while issues are put into words. */
interface Context {
  readonly schema: Schema;
  readonly values: Json;
  readonly secrets: readonly string[];
  readonly asked: readonly z.core.$ZodRawIssue[];
}

/** Marks the messages that are ours to write; all others were written by the schema's author. */
const OURS = '\u0000';

/**
 * Validates merged settings.
 * @param secrets the texts that no message may repeat
 * @returns the value, or everything that is wrong with it
 */
export function validate<S extends Schema>(schema: S, values: Json, secrets: readonly string[]): { value: S['_zod']['output'] } | { findings: Finding[] } {
  const asked: z.core.$ZodRawIssue[] = [];
  const error = (issue: z.core.$ZodRawIssue) => `${OURS}${asked.push(issue) - 1}`;
  try {
    const result = z.safeParse(zodOf(schema), values, { error });
    if (result.success) return { value: result.data };
    const context = { schema, values, secrets, asked };
    return { findings: result.error.issues.flatMap((issue) => findingsOf(issue as z.core.$ZodIssue, [], context)) };
  } catch (caught) {
    if (caught instanceof z.core.$ZodAsyncError)
      return { findings: [{ path: [], message: 'the schema has an asynchronous rule; settings are read synchronously' }] };
    const message = caught instanceof Error ? authored(caught.message, secrets) : undefined;
    return { findings: [{ path: [], message: `the schema's own code failed${message === undefined ? '' : `: ${message}`}` }] };
  }
}

function findingsOf(issue: z.core.$ZodIssue, base: Path, context: Context): Finding[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (!issue.message.startsWith(OURS)) return [authoredFinding(issue, path, context)];
  const raw = context.asked[Number(issue.message.slice(OURS.length))];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'no such setting' }));
    case 'invalid_union':
      return unionFindings(issue, raw, path, context);
    case 'invalid_key':
      return [{ path: shownPath(context.schema, path), message: `this name is not allowed${nameRule(issue, context)}` }];
    case 'custom':
      return [authoredFinding({ ...issue, message: 'breaks a rule of the schema, which has no message' }, path, context)];
    default:
      return [valueFinding(issue, raw, path, context, expected(raw, path, context))];
  }
}

/** What a record's names must look like. */
function nameRule(issue: z.core.$ZodIssueInvalidKey, { asked }: Context): string {
  const first = issue.issues[0];
  if (first === undefined || !first.message.startsWith(OURS)) return '';
  const owner = asked[Number(first.message.slice(OURS.length))]?.schema;
  return owner === undefined ? '' : `: expected ${expectation(owner)}`;
}

/** Of a union of which one alternative has the right kind, what is wrong with that one; else what all of them expect. */
function unionFindings(issue: z.core.$ZodIssueInvalidUnion, raw: z.core.$ZodRawIssue | undefined, path: Path, context: Context): Finding[] {
  if ('options' in issue && issue.options !== undefined) {
    const { secret } = schemasAt(context.schema, path);
    const tags = secret ? 'a valid value' : `one of ${issue.options.map((tag) => JSON.stringify(tag)).join(', ')}`;
    return [{ ...valueFinding(issue, undefined, path, context, tags), fix: didYouMean(valueAt(context.values, path), issue.options, secret) }];
  }
  const near = issue.errors.filter((issues) => issues.length > 0 && issues.every((one) => one.path.length > 0 || one.code === 'custom'));
  const [first] = near;
  if (first !== undefined && near.length === 1) return first.flatMap((one) => findingsOf(one, path, context));
  return [valueFinding(issue, raw, path, context, expected(raw, path, context))];
}

function expected(raw: z.core.$ZodRawIssue | undefined, path: Path, context: Context): string {
  const owner = raw?.schema ?? raw?.inst;
  if (owner === undefined || !('type' in owner._zod.def)) return 'a valid value';
  return expectation(owner as Schema, schemasAt(context.schema, path).secret);
}

function valueFinding(issue: z.core.$ZodIssue, raw: z.core.$ZodRawIssue | undefined, path: Path, context: Context, wanted: string): Finding {
  const shown = shownPath(context.schema, path);
  const value = valueAt(context.values, path) ?? raw?.input;
  if (value === undefined) return { path: shown, message: `expected ${wanted}`, missing: true };
  const secret = schemasAt(context.schema, path).secret;
  return {
    path: shown,
    message: `expected ${wanted}, got ${got(value, path, context)}`,
    wants: issue.code === 'invalid_type' ? issue.expected : undefined,
    fix: issue.code === 'invalid_value' ? didYouMean(value, issue.values, secret) : undefined,
  };
}

/** A message that the schema's author wrote (`.refine(…, 'min must not exceed max')`), which may say too much. */
function authoredFinding(issue: z.core.$ZodIssue, path: Path, context: Context): Finding {
  const value = valueAt(context.values, path);
  const message = authored(issue.message, context.secrets) ?? 'breaks a rule of the schema, whose message is not shown because it holds a secret';
  const isScalar = value !== undefined && (typeof value !== 'object' || value === null);
  return { path: shownPath(context.schema, path), message: isScalar ? `${message}, got ${got(value, path, context)}` : message };
}

function authored(message: string, secrets: readonly string[]): string | undefined {
  return holdsSecret(message, { secrets }) ? undefined : message.replace(/\.$/, '');
}

/** A value as far as it may be shown: nothing of a secret, nor of what stands where a map with secrets should, nor of a text that holds a secret's. */
function got(value: unknown, path: Path, context: Context): string {
  const { schemas, secret } = schemasAt(context.schema, path);
  const shown = shapeOf(value);
  const hidden = secret || schemas.some((schema) => hasSecretInside(schema)) || holdsSecret(typeof value === 'string' ? value : shown, context);
  return hidden ? kindOf(value) : shown;
}

function holdsSecret(text: string, { secrets }: Pick<Context, 'secrets'>): boolean {
  return secrets.some((secret) => text.includes(secret));
}

function didYouMean(value: unknown, options: readonly unknown[], secret: boolean): string | undefined {
  const near =
    secret || typeof value !== 'string'
      ? undefined
      : nearest(
          value,
          options.filter((option) => typeof option === 'string'),
        );
  return near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`;
}

/** A finding's path as text, for comparing. */
export function placeOf(finding: Finding): string {
  return formatPath(finding.path);
}
