import type { Json } from '../../../manifest';
import { applyTo, joined, lengthOf, type Node, type TextFunction } from '../template';
import type { Table } from './table';

/** A text that a template can write, and what it is in each context of a table. */
export interface TextExpression {
  readonly node: Node;
  readonly values: readonly (string | undefined)[];
}

const SEPARATORS = [',', ' ', ', ', '; ', ';', '\n', '|', ':', '/', '&', '.', '-', '+'];
const FUNCTIONS: readonly TextFunction[] = ['lower', 'upper', 'b64enc', 'sha256sum', 'uri'];

/** Settings as they are, numbers as text, keys and indexes, joined lists. */
export function plainTexts(table: Table): readonly TextExpression[] {
  return [...keyTexts(table), ...table.readables.flatMap((readable) => readableTexts(readable.place.path.includes(0), readable, table))].filter(varies);
}

/** Functions of settings. */
export function functionTexts(table: Table, plain: readonly TextExpression[]): readonly TextExpression[] {
  const settings = plain.filter(({ node }) => node.op === 'setting');
  const sorted = table.readables.filter(({ setting }) => isTextList(setting.kind, setting.element?.kind)).flatMap((readable) => joins(readable, table, true));
  const applied = settings.flatMap(({ node, values }) =>
    FUNCTIONS.map((fn) => ({
      node: { op: 'apply', fn, of: node } as const,
      values: values.map((value) => (value === undefined ? undefined : applyTo(fn, value))),
    })),
  );
  return [...applied, ...sorted].filter(varies);
}

function varies({ values }: TextExpression): boolean {
  return values.some((value) => value !== undefined && value !== values[0]) || (values[0] !== undefined && values.some((value) => value === undefined));
}

type Readable = Table['readables'][number];

function readableTexts(isFirst: boolean, readable: Readable, table: Table): TextExpression[] {
  const { place, setting } = readable;
  const node: Node = { op: 'setting', place };
  const values = table.valuesOf(readable);
  switch (setting.kind) {
    case 'string':
      return [{ node, values: values.map(textOrNone) }];
    case 'enum':
    case 'mixed':
      if (values.every((value) => value === undefined || typeof value === 'string')) return [{ node, values: values.map(textOrNone) }];
      return [{ node: { op: 'text', of: node }, values: values.map(scalarText) }];
    case 'number':
    case 'boolean':
      return [{ node: { op: 'text', of: node }, values: values.map(scalarText) }];
    case 'list':
      if (isFirst) return [];
      return [
        ...(isTextList(setting.kind, setting.element?.kind) ? joins(readable, table, false) : []),
        { node: { op: 'text', of: { op: 'length', place } }, values: values.map((value) => scalarText(lengthOf(value))) },
      ];
    default:
      return [];
  }
}

function isTextList(kind: string, element: string | undefined): boolean {
  return kind === 'list' && (element === 'string' || element === 'number' || element === 'enum');
}

function joins(readable: Readable, table: Table, sorted: boolean): TextExpression[] {
  const { place } = readable;
  return SEPARATORS.map((separator) => ({
    node: { op: 'join', place, separator, sorted } as const,
    values: table.valuesOf(readable).map((value) => joined(value, separator, sorted)),
  }));
}

function keyTexts(table: Table): TextExpression[] {
  return table.scopes.slice(1).flatMap((_, at): TextExpression[] => {
    const scope = at + 1;
    const keys = table.contexts.map(({ frames }) => frames[scope]?.key);
    if (keys.every((key) => typeof key === 'string')) return [{ node: { op: 'key', scope, plus: 0 } as const, values: keys }];
    return [0, 1].map((plus) => ({ node: { op: 'text', of: { op: 'key', scope, plus } } as const, values: keys.map((key) => String(Number(key) + plus)) }));
  });
}

function textOrNone(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function scalarText(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}
