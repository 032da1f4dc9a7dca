/**
 * Programs as data: small settings schemas and what is made of them, so that random ones can be drawn, shrunk and read. A leaf that a program reads is a pick among
 * those of its kind; where there is none, a constant stands in.
 */
import type { LeafKind } from './leaves';

/** A text that a program composes. */
export type Text =
  | { readonly op: 'say'; readonly text: string }
  | { readonly op: 'read'; readonly of: 'text' | 'name' | 'word'; readonly pick: number; readonly otherwise: string }
  | { readonly op: 'or'; readonly by: '??' | '||'; readonly pick: number; readonly otherwise: string }
  | { readonly op: 'element'; readonly of: 'name' | 'note' }
  | { readonly op: 'number'; readonly of: Amount }
  | { readonly op: 'concat'; readonly parts: readonly Text[] }
  | { readonly op: 'apply'; readonly fn: 'lower' | 'upper' | 'base64' | 'uri' | 'trim'; readonly of: Text }
  | { readonly op: 'cut'; readonly of: Text; readonly length: number }
  | { readonly op: 'join'; readonly pick: number; readonly separator: string; readonly before: string; readonly sorted: boolean }
  | { readonly op: 'choose'; readonly when: Test; readonly yes: Text; readonly no: Text }
  | { readonly op: 'lines'; readonly lines: readonly Line[]; readonly end: string };

/** One line of a file, or one for each element of a list. */
export type Line = { readonly each?: number | undefined; readonly when?: Test | undefined; readonly text: Text };

/** A number that a program computes. */
export type Amount =
  | { readonly op: 'say'; readonly number: number }
  | { readonly op: 'read'; readonly of: 'small' | 'whole' | 'fraction'; readonly pick: number }
  | { readonly op: 'element'; readonly of: 'port' | 'index' }
  | { readonly op: 'line'; readonly pick: number; readonly times: number; readonly plus: number }
  | { readonly op: 'length'; readonly of: LeafKind; readonly pick: number }
  | { readonly op: 'greater'; readonly left: number; readonly right: number }
  | { readonly op: 'choose'; readonly when: Test; readonly yes: Amount; readonly no: Amount };

/** A question that a program asks. */
export type Test =
  | { readonly op: 'on'; readonly pick: number }
  | { readonly op: 'element' }
  | { readonly op: 'is'; readonly pick: number; readonly word: string }
  | { readonly op: 'equals' | 'starts' | 'ends' | 'includes'; readonly pick: number; readonly text: string }
  | { readonly op: 'true'; readonly of: LeafKind; readonly pick: number }
  | { readonly op: 'has'; readonly of: LeafKind; readonly pick: number }
  | { readonly op: 'filled'; readonly of: LeafKind; readonly pick: number }
  | { readonly op: 'more' | 'exactly'; readonly pick: number; readonly number: number }
  | { readonly op: 'less'; readonly left: number; readonly right: number }
  | { readonly op: 'same'; readonly left: number; readonly right: number }
  | { readonly op: 'not'; readonly of: Test }
  | { readonly op: 'and' | 'or'; readonly left: Test; readonly right: Test };

/** A value of a manifest. */
export type Value =
  | { readonly op: 'text'; readonly of: Text }
  | { readonly op: 'number'; readonly of: Amount }
  | { readonly op: 'test'; readonly of: Test }
  | { readonly op: 'whole'; readonly of: LeafKind; readonly pick: number }
  | { readonly op: 'choose'; readonly when: Test; readonly yes: Value; readonly no: Value }
  | { readonly op: 'map'; readonly entries: readonly Entry[] }
  | { readonly op: 'list'; readonly items: readonly Item[] };

export type Entry =
  | { readonly op: 'entry'; readonly key: Text; readonly value: Value; readonly when?: Test | undefined }
  | { readonly op: 'spread'; readonly pick: number }
  | { readonly op: 'each'; readonly of: 'texts' | 'entries'; readonly pick: number; readonly before: string; readonly value: Value };

export type Item =
  | { readonly op: 'item'; readonly value: Value; readonly when?: Test | undefined }
  | {
      readonly op: 'each';
      readonly of: 'texts' | 'numbers' | 'entries' | 'record';
      readonly pick: number;
      readonly value: Value;
      readonly when?: Test | undefined;
    };

/** An object, or one for each element of a list. */
export interface ObjectOf {
  readonly kind: 'ConfigMap' | 'Thing';
  readonly name: Text;
  readonly when?: Test | undefined;
  readonly each?: number | undefined;
  /** The hash of this object's data stands in it. */
  readonly hashOf?: number | undefined;
  readonly body: readonly Entry[];
}

export interface RandomProgram {
  readonly leaves: readonly { readonly kind: LeafKind; readonly optional: boolean }[];
  readonly objects: readonly ObjectOf[];
}
