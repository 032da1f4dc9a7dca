import type { Template } from '../template';
import { conditionText } from './write-condition';
import { rangeWriting } from './write-range';
import type { Writing } from './writing';

/** The actions around an object, and what is known between them. */
export interface Enclosing {
  readonly open: readonly string[];
  readonly close: readonly string[];
  readonly at: Writing;
}

/** The ranges and the condition of an object's template. */
export function enclosing({ ranges, when }: Pick<Template, 'ranges' | 'when'>, root: Writing): Enclosing {
  let at = root;
  const open: string[] = [];
  const close: string[] = [];
  for (const over of ranges) {
    const range = rangeWriting({ over, sorted: false }, at, '-');
    open.push(`{{- ${range.open} }}`);
    close.unshift(...range.close.map((word) => `{{- ${word} }}`));
    at = range.inner;
  }
  if (when !== undefined) {
    open.push(`{{- if ${conditionText(when, at)} }}`);
    close.unshift('{{- end }}');
  }
  return { open, close, at };
}
