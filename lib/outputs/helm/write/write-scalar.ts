import type { Json } from '../../../manifest';
import { markedPlace } from '../input';
import { isEqual, type Node } from '../template';
import { alphabet } from './alphabet';
import { hasAnyText, jsonTemplate } from './json-template';
import { literal, unwrapped } from './literal';
import { numberArgument, textArgument } from './write-argument';
import { conditionText } from './write-condition';
import { inDefine, textBody } from './write-text';
import { goText, isShortNumber, mayBeEmpty, placeText, settingOf, unpackContext, type Writing } from './writing';

/** Words that YAML 1.1 or 1.2 reads as something other than text. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/i;
const PLAIN = /^[A-Za-z/][A-Za-z0-9_./-]*(?:[ :@=,][A-Za-z0-9_./=-]+)*$/;

/** A constant as YAML, with what a template would read as an action escaped. */
export function constantText(value: Json): string {
  if (typeof value !== 'string') return typeof value === 'number' ? JSON.stringify(value) : String(value);
  return isPlain(value) ? value : literal(quotedText(value));
}

/** Text that is text to every YAML parser without quotes. */
export function isPlain(value: string): boolean {
  if (/^[0-9]+(?:[KMGT]i|m|%)$/.test(value) || /^--?[A-Za-z][A-Za-z0-9-]*(?:=[A-Za-z0-9_./:-]*[A-Za-z0-9_./-])?$/.test(value)) return true;
  return PLAIN.test(value) && !NOT_TEXT.test(value) && !/: |:$| #|^[\d.]|^0/.test(value);
}

function quotedText(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A key of a map. */
export function keyText(key: Node, at: Writing): string {
  if (key.op === 'constant') return constantText(String(key.value));
  return scalarText(key, at);
}

/** A text, number or switch as it stands after `key: ` or `- `. */
export function scalarText(node: Node, at: Writing): string {
  switch (node.op) {
    case 'constant': {
      const place = markedPlace(node.value);
      return place === undefined ? constantText(node.value) : `{{ ${at.expressions[place]} }}`;
    }
    case 'decide': {
      const condition = conditionText(node.condition, at);
      return /^(?:eq|ne|not|hasKey|lt|hasPrefix|hasSuffix|contains) /.test(condition)
        ? `{{ ${condition} }}`
        : `{{ if ${condition} }}true{{ else }}false{{ end }}`;
    }
    case 'setting':
      return settingText(node, at);
    case 'key':
    case 'length':
    case 'scaled': {
      if (node.op === 'key' && at.scopes[node.scope] !== undefined && isRecordKey(node.scope, at)) return `{{ ${textArgument(node, at)} | quote }}`;
      return `{{ ${unwrapped(numberArgument(node, at) ?? '0')} }}`;
    }
    case 'if':
      return ifText(node, at);
    default:
      return textText(node, at);
  }
}

function isRecordKey(scope: number, at: Writing): boolean {
  return at.ranges[scope - 1]?.key.startsWith('$key') === true;
}

/** A setting as it is, of any kind. */
function settingText(node: Extract<Node, { op: 'setting' }>, at: Writing): string {
  const setting = settingOf(node.place, at);
  const text = placeText(node.place, at);
  const isRelease = text.includes('.Release.');
  switch (setting?.kind) {
    case 'string':
    case 'enum':
      if (isRelease) return `{{ ${text} | quote }}`;
      if (setting.kind === 'enum' && setting.values.every((value) => typeof value === 'string' && isPlain(value))) return `{{ ${text} }}`;
      if (setting.kind === 'string' || setting.values.every((value) => typeof value === 'string')) return `{{ ${text} | quote }}`;
      return `{{ toJson ${text} }}`;
    case 'number':
      if (isShortNumber(setting)) return `{{ ${text} }}`;
      return setting.schema.type === 'integer' ? `{{ int64 ${text} }}` : `{{ toJson ${text} }}`;
    case 'boolean':
      return `{{ ${text} }}`;
    default:
      return hasAnyText(setting, at) ? `{{ include ${goText(jsonTemplate(at))} ${text} }}` : `{{ toJson ${text} }}`;
  }
}

function ifText(node: Extract<Node, { op: 'if' }>, at: Writing): string {
  return defaultText(node, at) ?? `{{ if ${conditionText(node.condition, at)} }}${scalarText(node.yes, at)}${elseText(node.no, at)}{{ end }}`;
}

function elseText(node: Node, at: Writing): string {
  if (node.op !== 'if' || defaultText(node, at) !== undefined) return `{{ else }}${scalarText(node, at)}`;
  return `{{ else if ${conditionText(node.condition, at)} }}${scalarText(node.yes, at)}${elseText(node.no, at)}`;
}

/** A setting or, where it is absent (or empty), a constant. */
function defaultText({ condition, yes: then, no: other }: Extract<Node, { op: 'if' }>, at: Writing): string | undefined {
  if ((condition.op !== 'has' && condition.op !== 'filled') || then.op !== 'setting' || other.op !== 'constant' || typeof other.value === 'object')
    return undefined;
  const setting = settingOf(then.place, at);
  const isSame = isEqual(then.place as unknown as Json, condition.place as unknown as Json);
  const isSafe = condition.op === 'filled' ? setting?.kind === 'string' : !mayBeEmpty(setting, at.domain);
  if (!isSame || !isSafe || then.place.path.length > 1) return undefined;
  const text = `${placeText(then.place, at)} | default ${JSON.stringify(other.value)}`;
  if (setting?.kind === 'string') return `{{ ${text} | quote }}`;
  return setting?.kind === 'number' && setting.schema.type === 'integer' ? `{{ ${text} | int64 }}` : undefined;
}

/** A text of parts: in quotes with its actions inside where no part can break them, else through `quote`. */
function textText(node: Node, at: Writing): string {
  const call = at.shared(node, at);
  if (call !== undefined) return `{{ ${call} | quote }}`;
  const chars = alphabet(node, at);
  const isComposed = node.op === 'concat' && node.parts.some((part) => part.op !== 'constant');
  if (isComposed && chars !== 'any') {
    const body = textBody(node, at);
    if (!body.includes('\n')) return chars === 'word' && isWord(node, at) ? body : `"${body}"`;
  }
  if (node.op === 'text' && textArgument(node, at) !== undefined) {
    const number = numberArgument(node.of, at);
    return number === undefined ? `{{ ${unwrapped(textArgument(node, at) ?? '')} | quote }}` : `"${textBody(node, at)}"`;
  }
  const argument = textArgument(node, at);
  if (argument !== undefined) return `{{ ${unwrapped(argument)} | quote }}`;
  return `{{ ${at.define('text', unpackContext(at) + textBody(node, inDefine(at)), at)} | quote }}`;
}

/** Whether words and constants together can be read as text only: some constant has letters that no number, date or keyword has beside a dash or slash. */
function isWord(node: Node, at: Writing): boolean {
  if (node.op !== 'concat') return false;
  const constants = node.parts.filter((part) => part.op === 'constant').map((part) => String((part as { value: Json }).value));
  const first = node.parts[0] as Node;
  if (first.op === 'constant' && /^[A-Za-z][\w.]*[-_/]/.test(String(first.value))) return true;
  const startsWell = first.op === 'constant' ? /^[A-Za-z/]/.test(String(first.value)) : isRelease(first, at) || startsWithLetter(first, at);
  return startsWell && constants.some((text) => /[-/_.]?[a-z]*[g-mp-wz][a-z]*[-/_]|[-/_][a-z]*[g-mp-wz][a-z]*/.test(text));
}

function isRelease(node: Node, at: Writing): boolean {
  return node.op === 'setting' && placeText(node.place, at).includes('.Release.');
}

function startsWithLetter(node: Node, at: Writing): boolean {
  const setting = node.op === 'setting' ? settingOf(node.place, at) : undefined;
  return setting?.kind === 'enum' && setting.values.every((value) => /^[A-Za-z]/.test(String(value)));
}
