import { Node, RootConstruct } from 'constructs';

/** The lists of a node that are made when something is first put in (constructs, lib/construct.ts). */
interface Lists {
  readonly _validations?: unknown;
  readonly _dependencies?: unknown;
  readonly _children?: unknown;
}

/*
 * Whether a node's list is empty, without asking for it: `validate()`, `dependencies` and `children` make new lists, which would be most of the cost of walking
 * a large tree. Where a node is not of the class that we know, or the class has no such field, the answer is "perhaps not".
 */
const probe = new RootConstruct('probe').node;
const hasValidations = Object.hasOwn(probe, '_validations');
const hasDependencies = Object.hasOwn(probe, '_dependencies');
const hasChildren = Object.hasOwn(probe, '_children');

export function isWithoutValidations(node: Node): boolean {
  return hasValidations && node.constructor === Node && (node as unknown as Lists)._validations === undefined;
}

export function isWithoutDependencies(node: Node): boolean {
  return hasDependencies && node.constructor === Node && (node as unknown as Lists)._dependencies === undefined;
}

export function isLeaf(node: Node): boolean {
  return hasChildren && node.constructor === Node && (node as unknown as Lists)._children === undefined;
}
