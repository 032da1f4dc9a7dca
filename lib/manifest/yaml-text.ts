import type { Json } from './json';
import type { Manifest } from './object';
import { sortedKeys } from './sorted-keys';
import { unwritable } from './unwritable';
import { keyText, LoneSurrogate, lineOf, literalBlock } from './yaml-scalar';

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
 * {@link yamlDocument} for a value that may hold more than data: `undefined` where it does, with nothing of it called. Data is what JSON can carry in objects
 * made by `{}`; null is none here, nor are the keys `constructor` and `__proto__`, for what they mean is for the caller to say.
 */
export function yamlOfData(value: unknown, options: YamlOptions = {}): string | undefined {
  const writer = new Writer(options.sortKeys ?? false, true);
  try {
    return writer.document(value, options.blockAtEnd ?? true);
  } catch (error) {
    if (error instanceof LoneSurrogate || error instanceof NotJson) return undefined;
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

  constructor(
    private readonly sortKeys: boolean,
    private readonly dataOnly = false,
  ) {}

  document(value: unknown, blockAtEnd: boolean): string {
    const keys = this.keysOf(value, 0);
    if (keys !== undefined) this.members(value as Members, keys, 0, 0);
    else if (Array.isArray(value) && value.length > 0) this.items(value, 0, 0);
    else this.text = typeof value === 'string' ? lineOf(value) : scalarLine(value);
    if (!blockAtEnd && this.blockEnd === this.text.length && /\s$/.test(this.blockText)) {
      this.text = `${this.text.slice(0, this.blockStart)}${lineOf(this.blockText)}`;
    }
    return this.text;
  }

  /** Depths count two columns each; the first line is indented to `first`, for the cursor may stand behind the dash of a list already. */
  private members(object: Members, keys: readonly string[], first: number, depth: number): void {
    let indent = first;
    for (const key of keys) {
      const value = object[key];
      if (value === undefined) continue;
      const name = keyText(key, indent, depth);
      indent = depth;
      if (typeof value === 'string') {
        this.string(name.scalar, value, depth + 1);
        continue;
      }
      const below = this.keysOf(value, depth + 1);
      if (below !== undefined) {
        this.text += name.block;
        this.members(value as Members, below, depth + 1, depth + 1);
      } else if (Array.isArray(value) && value.length > 0) {
        this.text += name.block;
        this.items(value, depth + 1, depth + 1);
      } else this.text += name.scalar + scalarLine(value);
    }
  }

  private items(list: readonly unknown[], first: number, depth: number): void {
    let start = dash(first);
    for (const item of list) {
      const keys = this.keysOf(item, depth + 1);
      if (typeof item === 'string') this.string(start, item, depth + 1);
      else if (keys !== undefined) {
        this.text += start;
        this.members(item as Members, keys, 0, depth + 1);
      } else if (Array.isArray(item) && item.length > 0) {
        this.text += start;
        this.items(item, 0, depth + 1);
      } else this.text += start + scalarLine(item);
      start = dash(depth);
    }
  }

  /** The keys of an object's members as they are written; undefined for an object without any, and for what is no object. */
  private keysOf(value: unknown, depth: number): readonly string[] | undefined {
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    if (value === null) {
      if (this.dataOnly) throw new NotJson();
      return undefined;
    }
    if (this.dataOnly && Object.getPrototypeOf(value) !== Object.prototype) throw new NotJson();
    const keys = this.sortKeys && depth > 0 ? sortedKeys(value) : Object.keys(value);
    if (this.dataOnly) for (const key of keys) if (key === 'constructor' || key === '__proto__') throw new NotJson();
    for (const key of keys) if ((value as Members)[key] !== undefined) return keys;
    return undefined;
  }

  private string(start: string, value: string, depth: number): void {
    const block = value.includes('\n') ? literalBlock(value, '  '.repeat(depth)) : undefined;
    if (block === undefined) {
      this.text += start;
      this.text += lineOf(value);
      return;
    }
    this.blockStart = this.text.length + start.length;
    this.blockText = value;
    this.text += start + block;
    this.blockEnd = this.text.length;
  }
}

const dashes: string[] = [];

/** The dash of a list's item. */
function dash(depth: number): string {
  dashes[depth] ??= `${'  '.repeat(depth)}- `;
  return dashes[depth];
}

function scalarLine(value: unknown): string {
  return `${scalar(value)}\n`;
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
