import type { Json } from './json';
import type { Manifest } from './object';
import { sortedKeys } from './sorted-keys';
import { unwritable } from './unwritable';
import { inlineText, keyText, LoneSurrogate, literalBlock } from './yaml-scalar';

/** How a file of YAML documents is written. */
export interface YamlOptions {
  /** Lines of a comment above the first document, without their `#`. */
  readonly header?: string | undefined;
  /**
   * Whether a text that ends in a line feed or a blank may be the last thing of a document as a block. Helm's splitter (`releaseutil.SplitManifests`) takes
   * those away with the end of the document; kubectl, Argo CD and kustomize keep them.
   * @default true
   */
  readonly blockAtEnd?: boolean | undefined;
  /**
   * Whether members below the first level are written in the order of their keys, whatever their order in memory: spares a sorted copy of the value.
   * @default false
   */
  readonly sortKeys?: boolean | undefined;
}

/** The longest key that readers find on one line (libyaml's simple keys end at 1024 characters, escapes and quotes included). */
const SIMPLE_KEY = 1000;

/**
 * One YAML document, laid out as cdk8s lays it out (`Yaml.stringify`): two spaces, list items indented below their key, members in the order given, members that
 * are `undefined` left out, no anchors, no folding. -0 is written as 0.
 * @throws RollwrightError `UNWRITABLE_VALUE` with the JSON pointer of each text with half of a surrogate pair, number that is not finite, or other value
 * that JSON cannot carry
 */
export function yamlDocument(value: Json | Manifest, options: YamlOptions = {}): string {
  const writer = new Writer(options.sortKeys ?? false);
  try {
    return writer.document(value, options.blockAtEnd ?? true);
  } catch (error) {
    if (error instanceof LoneSurrogate || error instanceof NotJson) throw unwritable(value);
    throw error;
  }
}

/**
 * Several YAML documents in one text, separated by `---`.
 * @throws RollwrightError `UNWRITABLE_VALUE`, as {@link yamlDocument}
 */
export function yamlDocuments(values: readonly (Json | Manifest)[], options: YamlOptions = {}): string {
  const header = options.header === undefined ? '' : options.header.replace(/^(.*)$/gm, (_, line: string) => `# ${line}`.trimEnd());
  return `${header === '' ? '' : `${header}\n`}${values.map((value) => yamlDocument(value, options)).join('---\n')}`;
}

class NotJson extends Error {}

type Members = { readonly [key: string]: unknown };

class Writer {
  private text = '';
  /** Where the last block began and ended: at the end of the document it may have to be quoted after all. */
  private blockStart = -1;
  private blockEnd = -1;
  private blockText = '';

  constructor(private readonly sortKeys: boolean) {}

  document(value: unknown, blockAtEnd: boolean): string {
    if (!isFilled(value)) this.text = `${typeof value === 'string' ? inlineText(value) : scalar(value)}\n`;
    else if (Array.isArray(value)) this.items(value, '', '');
    else this.members(value, '', '');
    if (!blockAtEnd && this.blockEnd === this.text.length && /\s$/.test(this.blockText)) {
      this.text = `${this.text.slice(0, this.blockStart)}${inlineText(this.blockText)}\n`;
    }
    return this.text;
  }

  /** The cursor stands where the first line begins; `before` is what that line is still to be indented by. */
  private members(object: Members, before: string, indent: string): void {
    const child = `${indent}  `;
    let start = before;
    for (const key of this.sortKeys && indent !== '' ? sortedKeys(object) : Object.keys(object)) {
      const value = object[key];
      if (value === undefined) continue;
      const name = keyText(key);
      const line = start + (name.length > SIMPLE_KEY ? `? ${name.slice(0, -1)}\n${indent}:` : name);
      start = indent;
      if (typeof value === 'string') this.string(`${line} `, value, child);
      else if (!isFilled(value)) this.text += `${line} ${scalar(value)}\n`;
      else {
        this.text += `${line}\n`;
        if (Array.isArray(value)) this.items(value, child, child);
        else this.members(value, child, child);
      }
    }
  }

  private items(list: readonly unknown[], before: string, indent: string): void {
    const child = `${indent}  `;
    let start = `${before}- `;
    const next = `${indent}- `;
    for (const item of list) {
      if (typeof item === 'string') this.string(start, item, child);
      else if (!isFilled(item)) this.text += `${start}${scalar(item)}\n`;
      else {
        this.text += start;
        if (Array.isArray(item)) this.items(item, '', child);
        else this.members(item, '', child);
      }
      start = next;
    }
  }

  private string(start: string, value: string, indent: string): void {
    const block = value.includes('\n') ? literalBlock(value, indent) : undefined;
    if (block === undefined) {
      this.text += `${start}${inlineText(value)}\n`;
      return;
    }
    this.blockStart = this.text.length + start.length;
    this.blockText = value;
    this.text += `${start}${block}`;
    this.blockEnd = this.text.length;
  }
}

/** Whether a value is a list or an object that has something to write. */
function isFilled(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if ((value as Members)[key] !== undefined) return true;
  return false;
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (Number.isFinite(value)) return String(value);
      throw new NotJson();
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? '[]' : '{}';
    default:
      throw new NotJson();
  }
}
