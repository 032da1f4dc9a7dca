import { relative, resolve, sep } from 'node:path';
import { type IConstruct, Node } from 'constructs';

/**
 * Where user code made a construct, for messages.
 *
 * A stack is captured when a construct joins the tree of one of our Apps, and turned into text only when somebody asks. A capture takes some 7 µs of CPU and
 * 2 kB, whatever its depth, which would be a fifth of the cost of a large app; so each tree has a budget, and constructs beyond it are named by path only.
 */
export const SOURCE_BUDGET = 300;

const LEFT = Symbol.for('rollwright.sources-left');
const STACKS = Symbol.for('rollwright.stacks');
const WATCHING = Symbol.for('rollwright.watches-children');
const FRAMES = 24;

/** lib/, where a frame is ours and not the user's. */
const LIBRARY = resolve(__dirname, '..') + sep;

interface Captured {
  stack?: string;
}

/** What the root of a tree knows: kept here and not on the constructs, so that all of these have one shape. */
type Root = object & {
  [LEFT]?: number;
  readonly [STACKS]?: Map<object, Captured>;
};

/** How many trees have budget left. */
let watched = 0;

/** From now on, constructs that join this tree remember where they were made, until the budget is spent. */
export function rememberSources(root: IConstruct, budget = SOURCE_BUDGET): void {
  Object.defineProperty(root, LEFT, { value: budget, writable: true, configurable: true });
  Object.defineProperty(root, STACKS, { value: new Map(), configurable: true });
  watched++;
  watchChildren();
}

/** Whether constructs joined this tree after its budget was spent. */
export function sourcesRanOut(root: IConstruct): boolean {
  return ((root as Root)[LEFT] ?? 0) < 0;
}

interface NodeClass {
  addChild(child: object, name: string): void;
}

/**
 * Every construct joins its tree through `Node.addChild` (constructs, lib/construct.ts). It is watched while some tree may have budget left; a construct of
 * a tree that is not ours only passes through. Once a budget is spent the method is as it was, so that a large tree pays nothing more.
 */
function watchChildren(): void {
  const prototype = Node.prototype as unknown as NodeClass;
  const { addChild } = prototype;
  if (WATCHING in addChild) return;
  const watchedAddChild = function (this: Node, child: object, name: string): void {
    const root = this.root as Root;
    const left = root[LEFT];
    if (left !== undefined && left >= 0) {
      root[LEFT] = left - 1;
      if (left > 0) capture(root, child, watchedAddChild);
      else if (--watched === 0 && prototype.addChild === watchedAddChild) prototype.addChild = addChild;
    }
    addChild.call(this, child, name);
  };
  prototype.addChild = Object.assign(watchedAddChild, { [WATCHING]: true });
}

function capture(root: Root, child: object, below: (...args: never[]) => unknown): void {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const captured: Captured = {};
  Error.captureStackTrace(captured, below);
  Error.stackTraceLimit = limit;
  root[STACKS]?.set(child, captured);
}

/** `file:line` of the user code that made a construct, or `undefined` where it was not remembered. Relative to `folder` where it lies in it. */
export function sourceOf(construct: IConstruct, folder = folderOf(construct)): string | undefined {
  const captured = (construct.node.root as Root)[STACKS]?.get(construct);
  return captured?.stack === undefined ? undefined : userFrame(captured.stack, folder);
}

const FOLDER = Symbol.for('rollwright.folder');

/** Source lines of this tree are written relative to this folder. */
export function showSourcesFrom(root: IConstruct, folder: string): void {
  Object.defineProperty(root, FOLDER, { value: folder, configurable: true });
}

function folderOf(construct: IConstruct): string | undefined {
  return (construct.node.root as { [FOLDER]?: string })[FOLDER];
}

/** The innermost frame of user code of a stack, as `file:line`. */
export function userFrame(stack: string, folder?: string): string | undefined {
  for (const line of stack.split('\n')) {
    const found = /^\s+at (?:.*\()?(?:file:\/\/)?(\/.*|[A-Za-z]:\\.*):(\d+):\d+\)?$/.exec(line);
    const file = found?.[1];
    if (file === undefined || !isUsers(file)) continue;
    return `${folder !== undefined && file.startsWith(folder + sep) ? relative(folder, file) : file}:${found?.[2]}`;
  }
  return undefined;
}

/** In a bundle every frame is in the file of this module: nothing to be told apart. */
function isUsers(file: string): boolean {
  if (file === __filename || file.includes(`${sep}node_modules${sep}`)) return false;
  return !file.startsWith(LIBRARY) || /\.test\.[jt]s$/.test(file);
}
