import { createHash } from 'node:crypto';
import type { Json } from '../../../manifest';
import type { TextFunction } from './template';

/** The elements of a list of texts or numbers as one text. */
export function joined(value: Json | undefined, separator: string, sorted: boolean): string | undefined {
  if (!Array.isArray(value)) return undefined;
  return (sorted ? [...value].sort(byBytes) : value).join(separator);
}

export function byBytes(a: Json, b: Json): number {
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

export function applyTo(fn: TextFunction, text: string): string {
  switch (fn) {
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'b64enc':
      return Buffer.from(text, 'utf8').toString('base64');
    case 'sha256sum':
      return createHash('sha256').update(text, 'utf8').digest('hex');
    case 'uri':
      return encodeURIComponent(text);
  }
}
