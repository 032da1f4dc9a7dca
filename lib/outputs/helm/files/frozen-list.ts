import { parseDocument } from 'yaml';
import { RollwrightError } from '../../../errors';
import { isObject, type Json, type JsonObject, yamlDocument } from '../../../manifest';
import { GENERATED } from '../../output';
import type { Derived, Frozen } from '../template';

/** What a frozen list is of. */
export type Listed = Pick<Derived, 'chart' | 'frozen' | 'narrowed' | 'unliftedRules'>;

/**
 * The text of a file for version control: what a chart does not let its users change, and where it takes other values than the program. A change of it
 * shows in review.
 */
export function frozenList({ chart, frozen, narrowed, unliftedRules }: Listed): string {
  const header = [
    `# ${GENERATED}: what the chart ${chart} does otherwise than its program; do not edit. It belongs under version control: rollwright chart writes it,`,
    '# and rollwright chart --frozen-list fails where a setting is frozen that is not in it.',
    '# frozen: settings that the chart refuses to change; narrowed: settings of which it takes less; unliftedRules: values that only the program refuses.',
  ];
  const list = {
    frozen: sorted(frozen).map(({ path, reason, readAt }) => ({ path, reason, ...(readAt !== undefined && { readAt }) })),
    narrowed: sorted(narrowed).map(({ path, to }) => ({ path, to })),
    unliftedRules: sorted(unliftedRules).map(({ path, message }) => ({ path, message })),
  };
  return `${header.join('\n')}\n${yamlDocument(list)}`;
}

/**
 * The settings that are frozen now and were not before: neither they nor a setting around them is in the earlier text.
 * @param before the text of the file; undefined where there is none, and then every frozen setting is new
 * @throws RollwrightError CHART_FROZEN_LIST where the text is no frozen list
 */
export function newFreezes(before: string | undefined, { frozen }: Pick<Derived, 'frozen'>): readonly Frozen[] {
  const known = before === undefined ? [] : frozenPaths(before);
  return sorted(frozen).filter(({ path }) => !known.some((one) => path === one || path.startsWith(`${one}.`)));
}

function frozenPaths(text: string): readonly string[] {
  const document = parseDocument(text);
  const list = (document.errors.length > 0 ? undefined : document.toJS()) as Json | undefined;
  const frozen = isObject(list) ? list.frozen : undefined;
  const paths = Array.isArray(frozen) ? frozen.map((entry: Json) => (isObject(entry) ? entry.path : undefined)) : [undefined];
  if (paths.every((path) => typeof path === 'string')) return paths;
  throw new RollwrightError({
    code: 'CHART_FROZEN_LIST',
    message: `the list of frozen settings cannot be read: ${document.errors[0]?.message.split('\n')[0] ?? 'it has no entries of the form { path, reason } under `frozen`'}`,
    fix: 'Take it back from version control, or remove it and derive the chart again',
  });
}

/** By path and then by all that is said, so that the order of discovery does not show. */
function sorted<One extends { readonly path: string }>(all: readonly One[]): readonly One[] {
  const key = (one: One) => JSON.stringify([one.path, one as unknown as JsonObject]);
  return [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
