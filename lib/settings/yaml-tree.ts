import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { type Json, put } from './json';
import { formatPath, type Path } from './path';
import { resolveScalar } from './yaml-scalar';

/** A node that cannot be taken over exactly, and where it starts in the text. */
export class YamlProblem extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly fix?: string,
  ) {
    super(message);
  }
}

/** The values of one document and, for each path, where its name (or list item) starts in the text. */
export interface YamlTree {
  readonly value: Json;
  readonly offsets: ReadonlyMap<string, number>;
}

/** More nodes than this through aliases and a file is taken for an attack ("billion laughs"). */
const MAX_NODES = 200_000;

/**
 * A document as Helm takes it: go.yaml.in/yaml/v2 decode.go (`mapping`, `merge`, `alias`) and `convertToJSONableObject` of sigs.k8s.io/yaml.
 * Stricter in one thing: a name twice in one map is refused, where Helm takes the last.
 * @throws YamlProblem
 */
export function treeOf(document: Document): YamlTree {
  const offsets = new Map<string, number>();
  const targets = new Map<Alias, Node | undefined>();
  const open = new Set<Node>();
  let nodes = 0;

  function convert(node: unknown, path: Path): Json {
    if (++nodes > MAX_NODES) throw new YamlProblem('too many aliases', offsetOf(node));
    if (isAlias(node)) return follow(node, (target) => convert(target, path));
    if (isMap(node)) return mapping(node, path);
    if (isSeq(node)) return node.items.map((item, at) => listItem(item, [...path, at]));
    return isScalar(node) ? scalar(node) : null;
  }

  function listItem(item: unknown, path: Path): Json {
    offsets.set(formatPath(path), offsetOf(item));
    return convert(item, path);
  }

  /** `resolve` walks the whole document each time. */
  function targetOf(alias: Alias): Node | undefined {
    if (!targets.has(alias)) targets.set(alias, alias.resolve(document));
    return targets.get(alias);
  }

  function follow<T>(alias: Alias, use: (target: Node) => T): T {
    const target = targetOf(alias);
    if (target === undefined) throw new YamlProblem('an alias names no anchor above it', offsetOf(alias));
    if (open.has(target)) throw new YamlProblem('an anchor contains itself', offsetOf(alias));
    open.add(target);
    try {
      return use(target);
    } finally {
      open.delete(target);
    }
  }

  function mapping(map: YAMLMap, path: Path): Json {
    const into: { [key: string]: Json } = {};
    const said = new Set<string>();
    fill(map, path, into, said);
    return into;
  }

  /** Members in order; `<<` overwrites the members above it, as go-yaml v2 does, and the members below it overwrite what it brought. */
  function fill(map: YAMLMap, path: Path, into: { [key: string]: Json }, said: Set<string>): void {
    for (const pair of map.items as Pair<unknown, unknown>[]) {
      if (isMergeKey(pair.key)) {
        merge(pair.value, path, into);
        continue;
      }
      const key = keyOf(pair.key);
      if (said.has(key))
        throw new YamlProblem('this name stands twice in one map', offsetOf(pair.key), 'keep one of them: Helm would take the last without a word');
      said.add(key);
      const at = [...path, key];
      offsets.set(formatPath(at), offsetOf(pair.key));
      put(into, key, convert(pair.value, at));
    }
  }

  function merge(value: unknown, path: Path, into: { [key: string]: Json }): void {
    if (isAlias(value)) follow(value, (target) => merge(target, path, into));
    else if (isMap(value)) fill(value, path, into, new Set());
    else if (isSeq(value)) mergeEach(value.items, path, into);
    else throw new YamlProblem('<< takes a map or a list of maps', offsetOf(value));
  }

  /** "Step backwards as earlier nodes take precedence": decode.go, merge. */
  function mergeEach(items: readonly unknown[], path: Path, into: { [key: string]: Json }): void {
    for (const item of [...items].reverse()) {
      if (!isMap(isAlias(item) ? targetOf(item) : item)) throw new YamlProblem('<< takes a map or a list of maps', offsetOf(item));
      merge(item, path, into);
    }
  }

  /** Keys that are numbers or booleans become text; `yes: 1` is the name `true`. */
  function keyOf(node: unknown): string {
    if (isAlias(node)) return follow(node, keyOf);
    if (!isScalar(node)) throw new YamlProblem('a name is empty, a map or a list', offsetOf(node));
    const { value, type, tag } = node;
    const resolved = resolveScalar(String(value ?? ''), type === 'PLAIN' || type === undefined, tag);
    const fix = 'put quotes around it';
    if ('problem' in resolved || resolved.value === null)
      throw new YamlProblem('a name is null, has a tag, or is a number that has no exact text', offsetOf(node), fix);
    if (typeof resolved.value === 'number' && resolved.integer === undefined) throw new YamlProblem('a name is a fraction', offsetOf(node), fix);
    return String(resolved.value);
  }

  function scalar(node: Scalar): Json {
    const resolved = resolveScalar(String(node.value ?? ''), node.type === 'PLAIN' || node.type === undefined, node.tag);
    if (!('problem' in resolved)) return resolved.value;
    if (resolved.problem === 'tag') throw new YamlProblem('a tag that is not one of !!str, !!int, !!float, !!bool, !!null, or does not fit', offsetOf(node));
    const fix = 'put quotes around it to make it text';
    if (resolved.problem === 'beyond 2^53') throw new YamlProblem('a whole number beyond 2^53 cannot be held exactly', offsetOf(node), fix);
    throw new YamlProblem('.inf and .nan have no place in settings', offsetOf(node), fix);
  }

  return { value: convert(document.contents, []), offsets };
}

function offsetOf(node: unknown): number {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0] ?? 0;
}

/** decode.go, isMerge: `<<` without quotes. */
function isMergeKey(node: unknown): boolean {
  if (!isScalar(node)) return false;
  const { value, type, tag } = node;
  return value === '<<' && ((type === 'PLAIN' && tag === undefined) || tag === 'tag:yaml.org,2002:merge');
}
