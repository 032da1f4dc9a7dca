import { type Node, not, type Sequence } from './template';
import { conditionText } from './write-condition';
import { rangeWriting } from './write-range';
import { alphabetOf, goText, isShortNumber, isWholeNumber, keyAlphabet, placeText, settingOf, unpackContext, type Writing } from './writing';

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
function uriTemplate(at: Writing): string {
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

/** A text with actions in it, as it stands in a named template. */
export function textBody(node: Node, at: Writing): string {
  switch (node.op) {
    case 'concat':
      return node.parts.map((part) => textBody(part, at)).join('');
    case 'if':
      if (node.yes.op === 'constant' && node.yes.value === '') return textBody({ op: 'if', condition: not(node.condition), yes: node.no, no: node.yes }, at);
      return `{{ if ${conditionText(node.condition, at)} }}${textBody(node.yes, at)}${elseBody(node.no, at)}{{ end }}`;
    case 'lines':
      return linesBody(node.items, node.separator, at);
    case 'constant':
      return literal(String(node.value));
    case 'text': {
      const isShort = node.of.op === 'setting' && isShortNumber(settingOf(node.of.place, at));
      const number = isShort && node.of.op === 'setting' ? placeText(node.of.place, at) : numberArgument(node.of, at);
      if (number !== undefined) return `{{ ${unwrapped(number)} }}`;
      break;
    }
    case 'join':
      if (textArgument(node, at) === undefined) return numbersBody(node, at);
      break;
    case 'cut':
    case 'apply': {
      const argument = textArgument(node, at);
      if (argument !== undefined) break;
      const inner = at.define('text', unpackContext(at) + textBody(node.of, inDefine(at)), at);
      return node.op === 'cut' ? `{{ ${inner} | trunc ${node.length} }}` : `{{ ${inner} | ${node.fn === 'uri' ? `include "${uriTemplate(at)}"` : node.fn} }}`;
    }
    default:
  }
  return `{{ ${unwrapped(textArgument(node, at) ?? '""')} }}`;
}

/** Inside a named template the dot is its own context. */
export function inDefine(at: Writing): Writing {
  return { ...at, isMoved: at.ranges.length > 0 };
}

function elseBody(node: Node, at: Writing): string {
  if (node.op === 'constant' && node.value === '') return '';
  if (node.op === 'if') return `{{ else if ${conditionText(node.condition, at)} }}${textBody(node.yes, at)}${elseBody(node.no, at)}`;
  return `{{ else }}${textBody(node, at)}`;
}

/** A literal that the template engine leaves as it is, whatever stands around it. */
export function literal(text: string): string {
  return text.replace(/\{+/g, (braces, at: number) => (braces.length > 1 || at + braces.length === text.length ? `{{ "${braces}" }}` : braces));
}

/** Without the parentheses around all of it. */
export function unwrapped(argument: string): string {
  if (!argument.startsWith('(') || !argument.endsWith(')')) return argument;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < argument.length; at++) {
    const character = argument[at];
    if (isText && character === '\\') at++;
    else if (character === '"') isText = !isText;
    else if (!isText && character === '(') depth++;
    else if (!isText && character === ')' && --depth === 0 && at < argument.length - 1) return argument;
  }
  return argument.slice(1, -1);
}

function linesBody(items: Sequence, separator: string, at: Writing): string {
  const pivot = items.findIndex((segment) => segment.op === 'item' && segment.when === undefined);
  if (pivot < 0) return collectedBody(items, separator, at);
  const [before, after] = [items.slice(0, pivot), items.slice(pivot + 1)];
  const own = items[pivot] as Extract<Sequence[number], { op: 'item' }>;
  const mark = literal(separator);
  return `${segmentsBody(before, at, (text) => `${text}${mark}`)}${textBody(own.node, at)}${segmentsBody(after, at, (text) => `${mark}${text}`)}`;
}

function segmentsBody(items: Sequence, at: Writing, around: (text: string) => string): string {
  return items
    .map((segment) => {
      if (segment.op === 'range') {
        const { open, inner, close } = rangeWriting(segment, at);
        return `{{ ${open} }}${segmentsBody(segment.body, inner, around)}${close.map((word) => `{{ ${word} }}`).join('')}`;
      }
      const text = around(textBody(segment.node, at));
      return segment.when === undefined ? text : `{{ if ${conditionText(segment.when, at)} }}${text}{{ end }}`;
    })
    .join('');
}

/** Where no line is sure to be there, the lines are collected first. */
function collectedBody(items: Sequence, separator: string, at: Writing): string {
  const add = (node: Node, inner: Writing): string => {
    const argument = textArgument(node, inner) ?? `(${inner.define('text', unpackContext(inner) + textBody(node, inDefine(inner)), inner)})`;
    return `{{ $lines = append $lines ${argument} }}`;
  };
  const collect = (segments: Sequence, inner: Writing): string =>
    segments
      .map((segment) => {
        if (segment.op === 'range') {
          const range = rangeWriting(segment, inner);
          return `{{ ${range.open} }}${collect(segment.body, range.inner)}${range.close.map((word) => `{{ ${word} }}`).join('')}`;
        }
        return segment.when === undefined ? add(segment.node, inner) : `{{ if ${conditionText(segment.when, inner)} }}${add(segment.node, inner)}{{ end }}`;
      })
      .join('');
  return `{{ $lines := list }}${collect(items, at)}{{ join ${goText(separator)} $lines }}`;
}

/** Numbers of any size, joined. */
function numbersBody({ place, separator }: Extract<Node, { op: 'join' }>, at: Writing): string {
  const element = settingOf(place, at)?.element;
  const value = isWholeNumber(element) ? 'int64 $number' : 'toJson (addf 0 $number)';
  return `{{ range $n, $number := ${placeText(place, at)} }}{{ if $n }}${literal(separator)}{{ end }}{{ ${value} }}{{ end }}`;
}

/** The characters that a text may have. */
export function alphabet(node: Node, at: Writing): 'word' | 'quoted' | 'any' {
  switch (node.op) {
    case 'constant':
      return /^[A-Za-z0-9_./-]*$/.test(String(node.value)) ? 'word' : /^[ !#-[\]-~]*$/.test(String(node.value)) ? 'quoted' : 'any';
    case 'setting':
      return isBound(node.place, at) ? 'word' : alphabetOf(settingOf(node.place, at), at.domain);
    case 'key':
      return at.scopes[node.scope] === undefined
        ? 'any'
        : keyAlphabet({ ...(at.scopes[node.scope] as NonNullable<(typeof at.scopes)[0]>), path: (at.scopes[node.scope]?.path ?? []).slice(0, -1) }, at.domain);
    case 'text':
      return 'quoted';
    case 'hash':
      return 'word';
    case 'apply':
      return node.fn === 'sha256sum' ? 'word' : node.fn === 'b64enc' ? 'quoted' : alphabet(node.of, at) === 'any' ? 'any' : 'quoted';
    case 'cut':
      return alphabet(node.of, at) === 'any' ? 'any' : 'quoted';
    case 'concat':
      return widest(node.parts.map((part) => alphabet(part, at)));
    case 'if':
      return widest([alphabet(node.yes, at), alphabet(node.no, at)]);
    case 'join': {
      const element = settingOf(node.place, at)?.element;
      return element?.kind === 'number' ? 'quoted' : alphabetOf(element, at.domain) === 'any' ? 'any' : 'quoted';
    }
    default:
      return 'any';
  }
}

function widest(all: readonly ('word' | 'quoted' | 'any')[]): 'word' | 'quoted' | 'any' {
  return all.includes('any') ? 'any' : all.includes('quoted') ? 'quoted' : 'word';
}

function isBound({ scope, path }: { scope: number; path: readonly (string | number)[] }, { binding }: Writing): boolean {
  return scope === 0 && (path.join('.') === binding.name || path.join('.') === binding.namespace);
}
