import type { Problem } from '../errors';
import { asJson, describeIdentity, identityOf, type Json, type Manifest, pointer } from '../manifest';

/** Texts of at least this length are looked for inside other texts; shorter ones would be found by chance, and count only as the whole text of a field. */
const SEARCHED = 4;
const BASE64 = /^[A-Za-z0-9+/]{4,}={0,2}$/;

/**
 * The places where a manifest holds a secret's text: as it is, percent-encoded, escaped in JSON, or in base64, alone or inside a longer text.
 * The problems name the object and the place, never the text.
 * @param secrets the texts of all secret settings
 */
export function secretsIn(manifest: Manifest, secrets: readonly string[]): readonly Problem[] {
  if (secrets.length === 0) return [];
  const forms = secrets.map(formsOf);
  const found = new Set<string>();
  visit(asJson(manifest), '', (text, path, isValue) => {
    const decoded = BASE64.test(text) ? Buffer.from(text, 'base64').toString('utf8') : undefined;
    if (forms.some((each) => holds(text, each, isValue) || (decoded !== undefined && holds(decoded, each, isValue)))) found.add(path);
  });
  return [...found].map((path) => ({
    code: 'SECRET_IN_OUTPUT',
    message: 'this place would hold the text of a secret setting, readable by everybody who sees the output',
    object: describeIdentity(identityOf(manifest)),
    path,
    fix: 'Refer to a Secret that something else makes (AppSecretRef, ExternalSecret, SealedSecret); nothing was written',
  }));
}

/** Whether a text holds a secret's, in one of the forms that {@link secretsIn} looks for. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => holds(text, formsOf(secret), true));
}

interface Forms {
  readonly whole: string;
  /** What is looked for inside longer texts; empty for a text that is too short. */
  readonly inside: readonly string[];
}

function formsOf(secret: string): Forms {
  if (secret.length < SEARCHED) return { whole: secret, inside: [] };
  return { whole: secret, inside: [...new Set(secretForms(secret))] };
}

/** A secret's text as it is, percent-encoded, escaped in JSON, and in base64. */
export function secretForms(secret: string): readonly string[] {
  const url = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return [secret, url, inJson(secret), Buffer.from(secret).toString('base64')];
}

/** A text between the quotes of JSON. */
export function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function holds(text: string, { whole, inside }: Forms, isValue: boolean): boolean {
  return (isValue && text === whole) || inside.some((each) => text.includes(each));
}

type Visitor = (text: string, path: string, isValue: boolean) => void;

/** Every text of a manifest: values, and the names and numbers that a secret could stand in too. */
function visit(value: Json | undefined, path: string, each: Visitor): void {
  if (typeof value === 'string') each(value, path, true);
  else if (typeof value === 'number') each(String(value), path, false);
  else if (Array.isArray(value)) for (const [at, item] of value.entries()) visit(item as Json, pointer(path, at), each);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      each(key, path, false);
      visit(member, pointer(path, key), each);
    }
  }
}
