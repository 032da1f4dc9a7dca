import { Node, RootConstruct } from 'constructs';

/** The lists of a node that are made when something is first put in (constructs, lib/construct.ts). */
export interface Lists {
  readonly _validations?: unknown;
  readonly _dependencies?: unknown;
  readonly _children?: unknown;
}

/*
 * Whether a node's list is empty, without asking for it: `validate()`, `dependencies` and `children` make new lists, which would be most of the cost of walking
 * a large tree. Where a node is not of the class that we know, or the class has no such field, the answer is "perhaps not".
 */
const probe = new RootConstruct('probe').node;
const isKnown = Object.hasOwn(probe, '_validations') && Object.hasOwn(probe, '_dependencies') && Object.hasOwn(probe, '_children');
const KnownNode = Node;

/** The lists of a node, or `undefined` where it may keep them elsewhere. */
export function listsOf(node: Node): Lists | undefined {
  return isKnown && node.constructor === KnownNode ? (node as unknown as Lists) : undefined;
}
