import type { Node } from '../template';
import { goText, isShortNumber, isWholeNumber, placeText, settingOf, type Writing } from './writing';

/** A text as one argument of a template's function; undefined where it takes more than expressions. */
export function textArgument(node: Node, at: Writing): string | undefined {
  switch (node.op) {
    case 'constant':
      return goText(String(node.value));
    case 'setting':
      return placeText(node.place, at);
    case 'key':
      return keyArgument(node, at);
    case 'text':
      return scalarArgument(node.of, at);
    case 'apply': {
      const of = textArgument(node.of, at);
      return of === undefined ? undefined : node.fn === 'uri' ? `(include ${goText(uriTemplate(at))} ${of})` : `(${node.fn} ${of})`;
    }
    case 'cut': {
      const of = textArgument(node.of, at);
      return of === undefined ? undefined : `(trunc ${node.length} ${of})`;
    }
    case 'join': {
      const isText = settingOf(node.place, at)?.element?.kind !== 'number' || isShortNumber(settingOf(node.place, at)?.element);
      const list = node.sorted ? `(sortAlpha ${placeText(node.place, at)})` : placeText(node.place, at);
      return isText ? `(join ${goText(node.separator)} ${list})` : undefined;
    }
    case 'hash':
      return `(${at.payload(node.payload, at)} | include "${at.chart}.hash"${node.length < 64 ? ` | trunc ${node.length}` : ''})`;
    case 'concat':
      return printfArgument(node.parts, at);
    default:
      return undefined;
  }
}

/** The template that escapes as JavaScript's encodeURIComponent does. */
export function uriTemplate(at: Writing): string {
  return at.define('uri', URI, { ...at, ranges: [] }).split('"')[1] ?? '';
}

/** Go escapes a blank as + and five marks that JavaScript leaves as they are. */
const URI = `{{ . | urlquery | replace "+" "%20" | replace "%21" "!" | replace "%27" "'" | replace "%28" "(" | replace "%29" ")" | replace "%2A" "*" }}`;

function keyArgument({ scope, plus }: Extract<Node, { op: 'key' }>, at: Writing): string {
  const key = at.ranges[scope - 1]?.key ?? '$';
  return plus === 0 ? key : plus > 0 ? `(add ${key} ${plus})` : `(sub ${key} ${-plus})`;
}

/** A number or switch as text. */
function scalarArgument(node: Node, at: Writing): string | undefined {
  const number = numberArgument(node, at);
  if (number !== undefined) return `(toString ${number})`;
  if (node.op !== 'setting') return undefined;
  const setting = settingOf(node.place, at);
  const text = placeText(node.place, at);
  if (setting?.kind === 'boolean') return `(toString ${text})`;
  // -0 is 0 to JavaScript's text, and nothing but JSON writes a fraction as JavaScript does
  if (setting?.kind === 'number') return `(toJson (addf 0 ${text}))`;
  return `(toJson ${text} | trimAll "\\"")`;
}

/** A whole number as one argument; undefined for what is none. */
export function numberArgument(node: Node, at: Writing): string | undefined {
  switch (node.op) {
    case 'constant':
      return typeof node.value === 'number' ? String(node.value) : undefined;
    case 'key':
      return keyArgument(node, at);
    case 'length':
      return `(len ${placeText(node.place, at)})`;
    case 'setting':
      return isWholeNumber(settingOf(node.place, at)) ? `(int64 ${placeText(node.place, at)})` : undefined;
    case 'scaled': {
      const of = numberArgument(node.of, at) ?? (node.of.op === 'setting' ? `(int64 ${placeText(node.of.place, at)})` : undefined);
      if (of === undefined) return undefined;
      const product = node.times === 1 ? of : `(mul ${of} ${node.times})`;
      return node.plus === 0 ? product : node.plus > 0 ? `(add ${product} ${node.plus})` : `(sub ${product} ${-node.plus})`;
    }
    default:
      return undefined;
  }
}

function printfArgument(parts: readonly Node[], at: Writing): string | undefined {
  let format = '';
  const args: string[] = [];
  for (const part of parts) {
    if (part.op === 'constant') {
      format += String(part.value).replaceAll('%', '%%');
      continue;
    }
    const number = part.op === 'text' ? numberArgument(part.of, at) : undefined;
    const text = number ?? textArgument(part, at);
    if (text === undefined) return undefined;
    format += number === undefined ? '%s' : '%d';
    args.push(text);
  }
  return `(printf ${goText(format)} ${args.join(' ')})`;
}
