import type { ApiObject } from 'cdk8s';
import { type Problem, RollwrightError } from '../errors';
import { type External, type Intent, intentsOf, type Manifest, type Rendered, type RenderedObject } from '../manifest';
import { SynthApp } from './app';
import { applyOrder } from './apply-order';
import { withChecksums } from './checksums';
import { configTooLarge } from './config-size';
import { DuplicateFinder } from './duplicates';
import { inEnvironment, userCode } from './failure';
import { generatedName } from './generated-name';
import { intentsIn } from './intents';
import { PathLabelFinder } from './path-label';
import type { Allowance, Program } from './program';
import { missingReferences } from './references';
import { renderer } from './render';
import { sorted } from './sorted';
import { sourceOf, sourcesRanOut } from './source';
import { type Tree, treeOf } from './tree';
import { validate } from './validate';

/** How a program is rendered. */
export interface RenderProgramOptions {
  /** The environment whose settings these are; for messages only. */
  readonly environment?: string | undefined;
  /**
   * Whether a reference to an object that nothing makes and nobody declared external is an error.
   * @default true
   */
  readonly checkReferences?: boolean | undefined;
  /**
   * Lines of code are named relative to this folder.
   * @default absolute paths
   */
  readonly sourceFolder?: string | undefined;
  /**
   * How many constructs remember the line of code that made them. With 0 none does, for whoever renders thousands of times and shows no message.
   * @default 300
   */
  readonly sources?: number | undefined;
}

/**
 * Builds a program's tree afresh and renders it: its objects in canonical apply order, with what YAML cannot say beside them. The order, and every byte,
 * depends on what the objects say and not on where their constructs stand in the tree.
 * @throws RollwrightError PROGRAM_FAILED, VALIDATION_FAILED, DEPENDENCY_CYCLE, OBJECT_UNRENDERABLE; and, all together, NAME_GENERATED, LABEL_FROM_PATH,
 * OBJECT_DUPLICATE, CONFIG_TOO_LARGE, REFERENCE_MISSING; and whatever the program's constructs throw
 */
export function renderProgram<Settings>(program: Program<Settings>, settings: Settings, options: RenderProgramOptions = {}): Rendered {
  const { environment, sourceFolder, sources } = options;
  let app = new SynthApp({ sourceFolder, sources });
  const attempt = () => {
    const tree = userCode({ program: program.name, environment, sourceFolder }, () => {
      program.build(app, settings);
      const built = treeOf(app);
      validate(built);
      return built;
    });
    try {
      return renderTree(app, tree, program.allow ?? [], options);
    } catch (error) {
      throw error instanceof RollwrightError ? inEnvironment(error, environment) : error;
    }
  };
  try {
    return attempt();
  } catch (error) {
    const unplaced = error instanceof RollwrightError && error.problems.some(({ construct, file }) => construct !== undefined && file === undefined);
    if (!unplaced || !sourcesRanOut(app)) throw error;
    // a large program: rendering is pure, so once more, with every line remembered
    app = new SynthApp({ sourceFolder, sources: Number.MAX_SAFE_INTEGER });
    return attempt();
  }
}

function renderTree(app: SynthApp, tree: Tree, allow: readonly Allowance[], options: RenderProgramOptions): Rendered {
  const render = renderer({ resolvers: app.resolvers });
  const manifests = new Map(tree.objects.map((at) => [at, sorted(render(tree.constructs[at] as ApiObject).manifest)]));
  const problems = problemsOf(tree, manifests);
  const { order, after } = applyOrder(tree, manifests);
  const dependsOn = shared((at: number) => tree.constructs[at] as object);
  const intents = intentsIn(tree);
  const objects = order.map((at) => {
    const object = tree.constructs[at] as ApiObject;
    const manifest = manifests.get(at) as Manifest;
    return renderedObject(object, manifest, intents(object, manifest), dependsOn(after.get(at) ?? NONE));
  });
  const rendered = { ...withChecksums(objects, app), external: externals(tree) };
  if (options.checkReferences ?? true) problems.push(...missingReferences(rendered));
  const refused = problems.filter(({ code }) => !(allow as readonly string[]).includes(code));
  if (refused.length > 0) throw new RollwrightError(refused);
  return rendered;
}

function problemsOf(tree: Tree, manifests: ReadonlyMap<number, Manifest>): Problem[] {
  const duplicates = new DuplicateFinder();
  const labels = new PathLabelFinder(tree);
  return [...manifests].flatMap(([at, manifest]) => {
    const object = tree.constructs[at] as ApiObject;
    const found = [
      generatedName(object, manifest),
      labels.check(object, manifest),
      duplicates.check(manifest, object),
      configTooLarge(manifest, object.node.path, sourceOf(object)),
    ];
    return found.filter((problem) => problem !== undefined);
  });
}

function renderedObject(object: ApiObject, manifest: Manifest, intents: readonly Intent[], dependsOn: readonly object[]): RenderedObject {
  return {
    manifest,
    origin: object,
    intents,
    construct: object.node.path,
    // asked for by messages only: turning a stack into text takes longer than rendering the object
    get source() {
      return sourceOf(object);
    },
    dependsOn,
  };
}

function externals(tree: Tree): readonly External[] {
  return tree.constructs.flatMap((construct) => intentsOf(construct).filter((intent) => intent.intent === 'external'));
}

const NONE: readonly number[] = [];

/** Maps lists, and one list once: thousands of objects may share it. */
function shared<To>(map: (at: number) => To): (list: readonly number[]) => readonly To[] {
  const mapped = new Map<readonly number[], readonly To[]>();
  return (list) => {
    const known = mapped.get(list) ?? list.map(map);
    mapped.set(list, known);
    return known;
  };
}
