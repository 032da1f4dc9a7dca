/** The template language as data: what learning finds, what it means, what it cannot carry, and what is written in the end. */
export type { Derived, Frozen, Narrowed, UnliftedRule } from './derived';
export { evaluateNode } from './evaluate';
export { evaluateObjects, refusedBy } from './evaluate-chart';
export { type Guards, guardsOf } from './guards';
export { holds, isFilled, lengthOf } from './holds';
export { isEqual } from './is-equal';
export { elementsOf, type Frames, type Place, readPath, readPlace, rootFrames, samePlace, settingId } from './place';
export { nodeAt, placesIn, rangesSettings, type Scopes, settingAt } from './places-in';
export {
  type Amount,
  type Condition,
  concat,
  constant,
  type Item,
  type Node,
  not,
  type Range,
  type Rule,
  type Segment,
  type Sequence,
  type Template,
  type Templates,
  type TextFunction,
  UNKNOWN,
} from './template';
export { applyTo, joined } from './text-functions';
