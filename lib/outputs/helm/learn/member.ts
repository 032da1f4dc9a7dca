import type { Json } from '../../../manifest';
import type { ElementOf } from './symbols';

/** Something that is one of several: an item of a list, an entry of a map, an object of a program. */
export interface Member {
  /** What it is told apart by: a name, a key, the text itself. */
  readonly label: string;
  readonly value: Json;
}

/** Which members of all samples are the same one, and which are made once for each element of a collection. */
export interface Grouped {
  /** The same for the same member of all samples, and for all members of a run. */
  readonly group: string;
  /** The element that it is made for. */
  readonly element?: ElementOf | undefined;
}
