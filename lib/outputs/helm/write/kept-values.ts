/** Earlier generations of kept config as values of a chart. */
import { type JsonObject, KEPT_HASH_LENGTH, KEPT_LABEL, type Manifest } from '../../../manifest';
import type { EarlierGeneration } from '../../kept';
import type { Derived, Node } from '../template';
import type { Setting } from '../values';
import { memberOf } from './layout';

/** What stands for the release's name in values. No name of an object has a capital letter. */
export const RELEASE = 'RELEASE';

/** The root key under which earlier generations stand: one that is no setting of the program. */
export function keptKeyBeside({ members }: Setting): string {
  const taken = new Set(members.map(({ path }) => path[0]));
  let key = 'keptConfigs';
  for (let n = 2; taken.has(key); n++) key = `keptConfigs${n}`;
  return key;
}

/** Whether an object is a generation of a kept config; copies for hooks are none. */
export function isKept({ kind, metadata: { labels = {} } }: Manifest): boolean {
  return kind === 'ConfigMap' && labels[KEPT_LABEL] !== undefined;
}

/** Whether kept configs are called after the release, as far as the chart makes any. */
export function isCalledAfterRelease({ order, templates, binding }: Pick<Derived, 'order' | 'templates' | 'binding'>): boolean {
  const kept = order.filter(({ example }) => isKept(example));
  const names = kept.map(({ group }) => memberOf(memberOf(templates.objects.get(group)?.node, 'metadata'), 'name'));
  const isRelease = (node: Node | undefined) => node?.op === 'setting' && node.place.scope === 0 && node.place.path.join('.') === binding.name;
  return names.length === 0 || names.some((name) => isRelease(name?.op === 'concat' ? name.parts[0] : name));
}

/**
 * Earlier generations as values.
 * @param release the name that the environment gives its release, where that is the release's
 */
export function keptValues(earlier: readonly EarlierGeneration[], release: string | undefined): readonly JsonObject[] {
  return earlier.map(({ config, name, data, binaryData }) => ({
    config: ofRelease(config, release),
    hash: name.slice(config.length + 1),
    ...(data !== undefined && { data }),
    ...(binaryData !== undefined && { binaryData }),
  }));
}

/** A name for any release: RELEASE in it stands for the name of the release, after which two releases call two objects. */
export function ofRelease(name: string, release: string | undefined): string {
  return release !== undefined && (name === release || name.startsWith(`${release}-`)) ? `${RELEASE}${name.slice(release.length)}` : name;
}

const TEXTS: JsonObject = { type: 'object', additionalProperties: { type: 'string' } };

export const KEPT_SCHEMA: JsonObject = {
  description: 'Earlier generations of kept config, which rollwright chart writes',
  type: 'array',
  items: {
    type: 'object',
    properties: {
      config: { type: 'string', pattern: `^(${RELEASE}|[a-z0-9])[-.a-z0-9]*$` },
      hash: { type: 'string', pattern: `^[0-9a-f]{${KEPT_HASH_LENGTH}}$` },
      data: TEXTS,
      binaryData: TEXTS,
    },
    required: ['config', 'hash'],
    additionalProperties: false,
  },
};
