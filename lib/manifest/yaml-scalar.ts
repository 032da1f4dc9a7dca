/**
 * How a text is written in YAML so that every reader gives it back: plain only when an allow-list says so, else in double quotes, or as a literal block
 * where it has lines and a block is exact. What must not be plain is decided by the parsers that kubectl, Helm and Argo CD use (go.yaml.in/yaml/v2
 * `resolve.go`, v3 `resolve.go`), and by YAML 1.1 as other languages read it.
 */
import { isWellFormed } from './unwritable';

/**
 * Letters first (or `/`, `_`, `$`, `(`, `./`, `../`, `-x`, `--x`), then anything printable that ends no plain text inside a block collection: no `: `, no ` #`,
 * no blank at the end. Digits first only as a Kubernetes quantity or a duration, which no reader takes for a number.
 */
const PLAIN =
  /^(?:(?:[A-Za-z/_$(]|--?[A-Za-z]|\.\.?\/)(?:[\w./@=+,$(){}[\]%~*?!;&|<>^'"`\\#-]|:(?! |$)| +(?![ #]|$))*|\d+(?:\.\d+)?(?:m|s|h|ms|[KMGTPE]i|[kMGTP]|%))$/;
/** Words that some reader takes for a boolean, null or a number. */
const RESERVED = /^-?(?:null|true|false|yes|no|on|off|y|n|inf|infinity|nan)$/i;
/** What JSON leaves as it is and YAML readers refuse or fold: DEL and C1 controls (NEL among them), line and paragraph separator, BOM, the noncharacters. */
const ESCAPE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** What no literal block can hold (controls except tab and line feed, and the above), and the surrogates, which may be half a pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const DOUBTFUL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const NOT_LITERAL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
/** A tab may be taken for indentation; a blank line that holds blanks looks empty to people and to some editors. */
const MISLEADING = /^\n* *\t|(?:\n|^)[ \t]+(?:\n|$)/;

/** A text that UTF-8 cannot hold. Caught by the writer, which knows the place. */
export class LoneSurrogate extends Error {}

/** How many different texts are remembered at a time, few enough to stay near the processor, and up to which length: manifests repeat a few hundred short ones. */
const REMEMBERED = 1024;
const REMEMBERED_LENGTH = 128;
const lines = new Map<string, string>();
const keys: Map<string, KeyText>[] = [];

/** How a key is written. */
export interface KeyText {
  /** Before a scalar: with its indentation, colon and blank. */
  readonly scalar: string;
  /** Before a list or an object: with its indentation, colon and line feed. */
  readonly block: string;
}

/** A text on one line, up to and with the line feed: pieces of whole lines are remembered because each piece that is put together is garbage afterwards. */
export function lineOf(text: string): string {
  return lines.get(text) ?? remember(lines, text, `${inlineText(text)}\n`);
}

/** A text on one line. */
function inlineText(text: string): string {
  return isPlain(text) ? text : quoted(text);
}

/** A key; depths count two columns each: where its line is indented to, and where a second one is. */
export function keyText(key: string, first: number, depth: number): KeyText {
  keys[first] ??= new Map();
  const memory = keys[first];
  return memory.get(key) ?? remember(memory, key, writtenKey(inlineText(key), '  '.repeat(first), '  '.repeat(depth)));
}

/** The longest key that readers find on one line (libyaml's simple keys end at 1024 characters, escapes and quotes included). */
const SIMPLE_KEY = 1000;

/** Only keys of one line are short enough to be remembered, so that the second indentation is no part of what is remembered. */
function writtenKey(key: string, first: string, indent: string): KeyText {
  const written = key.length < SIMPLE_KEY ? `${first}${key}:` : `${first}? ${key}\n${indent}:`;
  return { scalar: `${written} `, block: `${written}\n` };
}

function remember<Written>(memory: Map<string, Written>, text: string, written: Written): Written {
  if (text.length > REMEMBERED_LENGTH) return written;
  if (memory.size >= REMEMBERED) memory.clear();
  memory.set(text, written);
  return written;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !RESERVED.test(text);
}

/** A text in double quotes: JSON's, with the characters escaped that YAML readers refuse. */
export function quoted(text: string): string {
  if (!isWellFormed(text)) throw new LoneSurrogate();
  return JSON.stringify(text).replace(ESCAPE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * A text of several lines as a literal block, its lines indented by `indent`, ending in a line feed; undefined where a block would not be exact.
 * The indentation indicator counts from the parent, which is always two columns to the left of the lines.
 */
export function literalBlock(text: string, indent: string): string | undefined {
  if ((DOUBTFUL.test(text) && NOT_LITERAL.test(text)) || MISLEADING.test(text)) return undefined;
  const first = text.search(/[^\n]/);
  if (first < 0) return undefined;
  const indicator = text[first] === ' ' ? '2' : '';
  const chomping = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  const lines = (chomping === '-' ? text : text.slice(0, -1)).replace(/\n(?=[^\n])/g, `\n${indent}`);
  return `|${indicator}${chomping}\n${first === 0 ? indent : ''}${lines}\n`;
}
