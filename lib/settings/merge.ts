import type { Problem } from '../errors';
import { copyOf, type Json, type JsonObject } from './json';
import type { Layer } from './layer';
import { mergeMaps, withoutNulls } from './merge-maps';
import { formatPath, type Path } from './path';
import { notPlain } from './plain';
import { assign } from './set-apply';

/** What layers say together, and what is wrong with them. */
export interface Merged {
  readonly values: JsonObject;
  /** Layers that are no plain data, and `--set` expressions that do not fit what is there. Such layers and assignments are left out of `values`. */
  readonly problems: readonly Problem[];
}

/**
 * Merges layers, the later over the earlier, by Helm's rules: maps merge, lists and scalars replace, null removes. A `--set` assigns into the result, so that
 * `list[0].name=a` changes one item of a list that an earlier layer wrote (`Options.MergeValues` of pkg/cli/values). The caller orders the layers;
 * Helm's order is files, `--set`, `--set-string`, `--set-file`, whatever their order on the command line.
 * @param shown how much of a path a problem may show
 */
export function mergeLayers(layers: readonly Layer[], shown: (path: Path) => Path = (path) => path): Merged {
  const problems: Problem[] = [];
  let values: JsonObject = {};
  for (const layer of layers) {
    const odd = notPlain(layer.values);
    if (odd !== undefined) {
      problems.push({ code: 'SETTINGS_LAYER', path: wordFrom(formatPath(shown(odd.path)), layer), message: odd.message, file: fileOf(layer) });
    } else if (layer.assignments === undefined) {
      values = mergeMaps(values, layer.values);
    } else {
      const copy = copyOf(values) as { [key: string]: Json };
      for (const assignment of layer.assignments) {
        const misfit = assign(copy, assignment);
        if (misfit === undefined) continue;
        const fix = 'set the whole value, or correct the layer below';
        problems.push({ code: 'SETTINGS_SET', path: wordFrom(formatPath(shown(assignment.path)), layer), message: misfit, fix });
      }
      values = copy;
    }
  }
  return { values: copyOf(withoutNulls(values)), problems };
}

/** A path as messages show it: `web.replicas (from --set)`. */
export function wordFrom(path: string, layer: Pick<Layer, 'name'> | undefined): string {
  return layer === undefined ? path : `${path === '' ? '' : `${path} `}(from ${layer.name})`;
}

/** Where a layer says something, as `file:line`: the line of the path where it is known, else that of the `layer(…)` call. */
export function fileOf(layer: Layer, path?: string): string | undefined {
  if (layer.file === undefined) return undefined;
  const line = (path === undefined ? undefined : layer.lines?.get(path)) ?? layer.line;
  return line === undefined ? layer.file : `${layer.file}:${line}`;
}
