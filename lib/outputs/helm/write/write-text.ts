import { type Node, not, type Sequence } from '../template';
import { literal, unwrapped } from './literal';
import { numberArgument, textArgument, uriTemplate } from './write-argument';
import { conditionText } from './write-condition';
import { rangeWriting } from './write-range';
import { goText, isShortNumber, isWholeNumber, placeText, settingOf, unpackContext, type Writing } from './writing';

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
