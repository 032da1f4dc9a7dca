import type { Document } from 'yaml';
import { RollwrightError } from '../errors';
import { isMap, type Json, type JsonObject } from './json';
import type { Layer } from './layer';
import { mergeMaps } from './merge-maps';

/** A values file as it was read from disk. */
export interface ValuesSource {
  /** The file's name, as the user gave it. */
  readonly file: string;
  readonly content: Uint8Array | string;
}

/**
 * The layer of an existing Helm values file, read as Helm reads it (`LoadValues` of pkg/chart/v2/loader: several documents are merged in order).
 * Where Helm would lose something in silence it is refused: a name twice in one map, a whole number beyond 2^53, anything after `...`.
 * @throws RollwrightError VALUES_FILE: binary, not YAML, not a map; one problem, with file and line. The file's text is not repeated, because it may
 * hold secrets
 */
export function valuesFileLayer(source: ValuesSource): Layer {
  const text = textOf(source);
  const lines = new Map<string, number>();
  let values: JsonObject = {};
  for (const chunk of documentsOf(text, source)) {
    const { value, linesOf } = readChunk(chunk, source);
    if (value !== null && !isMap(value)) throw problem(source, chunk.firstLine + 1, `${Array.isArray(value) ? 'a list' : 'one value'}, not a map of settings`);
    for (const [path, line] of linesOf) lines.set(path, line);
    values = mergeMaps(values, value ?? {});
  }
  return { kind: 'values-file', name: nameOf(source.file), values, file: source.file, lines };
}

interface Chunk {
  readonly text: string;
  /** Lines before it, in the whole file. */
  readonly firstLine: number;
}

function textOf(source: ValuesSource): string {
  let text: string;
  try {
    text = typeof source.content === 'string' ? source.content.replace(/^\uFEFF/, '') : new TextDecoder('utf-8', { fatal: true }).decode(source.content);
  } catch {
    throw problem(source, undefined, 'not UTF-8 text', 'give a YAML file');
  }
  const odd = FORBIDDEN.exec(text);
  if (odd !== null) throw problem(source, lineAt(text, odd.index), 'a control character: this is not a text file', 'give a YAML file');
  return text;
}

/** What YAML does not allow in a file (go-yaml v2 readerc.go: "control characters are not allowed"). */
const FORBIDDEN = /[^\t\n\r\x20-\x7E\x85\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Documents are split as apimachinery's `YAMLReader` does: at lines that start with `---` and hold nothing else but a comment. */
function* documentsOf(text: string, source: ValuesSource): Generator<Chunk> {
  let lines: string[] = [];
  let firstLine = 0;
  let at = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) throw problem(source, at + 1, 'something follows --- on its line');
      if (lines.length > 0) yield { text: lines.join('\n'), firstLine };
      lines = [];
      firstLine = at + 1;
    } else {
      if (line.startsWith('%')) throw problem(source, at + 1, 'a line starts with %: Helm reads no YAML directives');
      lines.push(line);
    }
    at++;
  }
  yield { text: lines.join('\n'), firstLine };
}

function readChunk(chunk: Chunk, source: ValuesSource): { value: Json; linesOf: Iterable<readonly [string, number]> } {
  // Loaded on first use: the parser takes a tenth of the time of a small synth, and most read no values file.
  const { LineCounter, parseAllDocuments } = require('yaml') as typeof import('yaml');
  const { treeOf, YamlProblem } = require('./yaml-tree') as typeof import('./yaml-tree');
  const lineCounter = new LineCounter();
  const lineOf = (offset: number) => lineCounter.linePos(offset).line + chunk.firstLine;
  const parsed = parseAllDocuments(chunk.text, {
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter,
  });
  const documents: readonly Document[] = parsed;
  const [first, second] = documents;
  if (first === undefined) return { value: null, linesOf: [] };
  // The parser's own message may repeat the text of a secret: only its code is shown.
  const error = first.errors[0];
  if (error !== undefined) throw problem(source, lineOf(error.pos[0]), `not YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`);
  if (second !== undefined) throw problem(source, lineOf(second.range?.[0] ?? 0), 'Helm ignores everything from here on', 'separate documents with ---');
  try {
    const { value, offsets } = treeOf(first);
    return { value, linesOf: [...offsets].map(([path, offset]) => [path, lineOf(offset)] as const) };
  } catch (caught) {
    if (caught instanceof YamlProblem) throw problem(source, lineOf(caught.offset), caught.message, caught.fix);
    throw caught;
  }
}

/** The line of an offset, from 1. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

function problem(source: ValuesSource, line: number | undefined, message: string, fix?: string): RollwrightError {
  return new RollwrightError({ code: 'VALUES_FILE', message, file: line === undefined ? source.file : `${source.file}:${line}`, fix });
}
