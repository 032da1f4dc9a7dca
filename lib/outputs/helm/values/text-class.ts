import { parseRegex } from './parse-regex';
import type { Regex } from './regex';

/** A kind of text that programs ask for, as a chart's schema can say it. */
export interface TextClass {
  readonly name: string;
  /** What the schema says; undefined for any text. Written in words that JavaScript and RE2 read alike. */
  readonly pattern?: string | undefined;
  readonly regex?: Regex | undefined;
  /** A character that no text of the class has, where that is all there is to say of it: a pattern of all others would be read otherwise by JavaScript and RE2. */
  readonly without?: string | undefined;
  /** Characters, at most. */
  readonly most: number;
  /** Texts at the rims of the class. */
  readonly rims: readonly string[];
}

function textClass(name: string, pattern?: string, rims: readonly string[] = [], most = Number.POSITIVE_INFINITY): TextClass {
  return { name, pattern, regex: pattern === undefined ? undefined : parseRegex(pattern), rims, most };
}

const ANYTHING = ['a b', 'Ünï😀', 'one\ntwo\n', '\u0007\u0085', '{{ x }}', 'null', '-1e3', ' ', '#x: [y]', '\'"`', 'x'.repeat(300)];
const long = (length: number) => 'a'.repeat(length);
const COMPONENT = '[a-z0-9]+([._-][a-z0-9]+)*';
const LABEL = '[a-z0-9]+(-[a-z0-9]+)*';
/** No label of digits at the end, which a URL's host takes for an IP address, and none that begins with "xn--". */
const HOST = `(${LABEL}\\.)*[a-z][a-z0-9]*(-[a-z0-9]+)*`;
const PORT = ':(6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})';
const WORD = '[A-Za-z0-9._~-]+';

/**
 * The classes, wider ones first. A setting whose program (or zod) refuses some texts gets the first class of which no probe is refused; the chart's
 * schema then says so.
 */
export const TEXT_CLASSES: readonly TextClass[] = [
  textClass('any text', undefined, [...ANYTHING, 'a\u0000b']),
  { ...textClass('text without NUL', undefined, ANYTHING), without: '\u0000' },
  textClass('text in one line', '^[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]*$', [
    'a b',
    'Ünï',
    '{{ x }}',
    ' x',
    'null',
    '#',
    '\'"`',
    'x'.repeat(300),
  ]),
  textClass('ASCII text in one line', '^[ -~]*$', ['a b', ' x', 'null', '#', '\'"`', '{{ x }}', 'x'.repeat(300)]),
  textClass('visible ASCII characters', '^[!-~]+$', ['-', '{{x}}', '"', '\\', "'", '#', 'x'.repeat(300)]),
  textClass('letters, digits and ._:/@+-', '^[A-Za-z0-9._:/@+-]+$', ['-', ':', 'X', '@', '//', 'x'.repeat(300)]),
  textClass(
    'an http(s) URL',
    `^https?://(${WORD}(:${WORD})?@)?${HOST}(${PORT})?(/[A-Za-z0-9._~/-]*)?(\\?[A-Za-z0-9._~=&-]*)?$`,
    ['http://a', 'https://a-b.c:8443/x/', 'http://localhost:3000', 'https://A:b@c.d/e?f=g'],
    2000,
  ),
  textClass('a host, with a port or without', `^${HOST}(${PORT})?$`, ['a', 'a.b.c:443'], 100),
  textClass(
    'a host with a dot, with a port or without',
    `^(${LABEL}\\.)+[a-z][a-z0-9]*(-[a-z0-9]+)*(${PORT})?$`,
    ['a.b', '0.c:443', `${long(48)}.${long(50)}`],
    100,
  ),
  textClass('an image tag', '^[A-Za-z0-9_][A-Za-z0-9_.-]*$', ['_', 'X.', '1-', long(128)], 128),
  textClass('a label value', '^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$', ['X', '0', 'a_b.C', long(63)], 63),
  textClass('an image repository', `^${COMPONENT}(/${COMPONENT})*$`, ['a', '0/a.b_c', `${long(70)}/${long(79)}`], 150),
  textClass(
    'a DNS subdomain',
    '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$',
    ['0', 'a.b', long(63), `${long(63)}.${long(63)}.${long(63)}`],
    253,
  ),
  textClass('a DNS label', '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', ['0', '0-0', long(63)], 63),
  textClass('a DNS label that begins with a letter', '^[a-z]([-a-z0-9]*[a-z0-9])?$', ['a-0', long(63)], 63),
  textClass('a DNS label of at most 40 characters', '^[a-z]([-a-z0-9]*[a-z0-9])?$', ['a-0', long(40)], 40),
  textClass('a name of an environment variable', '^[A-Za-z_][A-Za-z0-9_]*$', ['_', 'A_0', long(63)], 63),
  textClass('lower-case letters and digits', '^[a-z][a-z0-9]*$', ['a', long(20)], 20),
  textClass('digits', '^[1-9][0-9]{0,3}$', ['1', '9999']),
  textClass('a quantity', '^[1-9][0-9]{0,3}(m|Ki|Mi|Gi)?$', ['1m', '512Mi', '2Gi']),
];

/** What Helm takes as the name of a release (pkg/chart/common/util, `ValidateReleaseName`), and what Kubernetes takes as that of a namespace. */
export const RELEASE_NAME = textClass(
  'the name of a release',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  ['0', 'a.b', long(53)],
  53,
);
export const NAMESPACE_NAME = textClass('the name of a namespace', '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', ['0', '0-0', long(63)], 63);
/** Shorter names, for programs that add something to them. */
export const SHORT_NAMES: readonly TextClass[] = [
  textClass('a DNS label of at most 53 characters', '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', ['0', '0-0', long(53)], 53),
  ...[53, 40, 30, 20].map((most) =>
    textClass(`a DNS label of at most ${most} characters that begins with a letter`, '^[a-z]([-a-z0-9]*[a-z0-9])?$', ['a-0', long(most)], most),
  ),
];

export const ANY_TEXT = TEXT_CLASSES[0] as TextClass;

const COMPILED = new Map<string, RegExp>();

/** A pattern of a schema as JavaScript runs it. */
export function compiled(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  const known = COMPILED.get(key) ?? new RegExp(pattern, flags);
  COMPILED.set(key, known);
  return known;
}

export function isOfClass(text: string, { pattern, most, without }: TextClass): boolean {
  if (without !== undefined && text.includes(without)) return false;
  return pattern === undefined || (text.length <= most && compiled(pattern).test(text));
}
