import { Construct } from 'constructs';
import { KubeConfigMap, type ObjectMeta } from '../../imports/k8s';
import { type Problem, RollwrightError } from '../errors';
import { addIntent, type Derived, derive, KEPT_HASH_LENGTH, KEPT_LABEL } from '../manifest';
import type { ConfigSource } from './config-source';
import { type ConfigValue, flatten } from './flatten';
import { type AppLabels, appLabels } from './labels';
import { configKey, dnsSubdomain, labelValue, nameError, nameProblem } from './names';

/** What becomes of a config when it changes: see {@link AppConfigProps.mode}. */
export type ConfigMode = 'checksum' | 'keep';

/** What an AppConfig is made from. */
export interface AppConfigProps {
  /** `metadata.name`: a DNS subdomain. With `mode: 'keep'` a hash follows it, and at most 63 characters fit. */
  readonly name: string;
  /**
   * What a change of the data does.
   * - `checksum`: the ConfigMap of this name changes, and a checksum in the pod template rolls its readers. Pods that are rolled back read what it says now.
   * - `keep`: the ConfigMap can never change; its name is `<name>-<hash of the data>`, references follow, and so do its readers. Earlier generations stay in
   *   the output (of a `rollwright()` project; rollwright.lock.yaml holds them), so that pods that are rolled back start with the config of their revision.
   *
   * docs/config.md says when to choose which.
   * @default 'checksum'
   */
  readonly mode?: ConfigMode | undefined;
  /**
   * With `mode: 'keep'`: how many generations the output holds, the present one counted. A whole number of at least 2, since pods of the former revision run on
   * while the new ones start.
   * @default the highest `revisionHistoryLimit` of its readers (10 where they say none) and one
   */
  readonly generations?: number | undefined;
  /**
   * Environment variables. Strings stay as they are; `true` and `false` are written so; numbers are written in the shortest form that reads back exactly
   * (`1`, `0.5`, `1e-7`; ECMAScript's `String(n)`); objects flatten to `A__B`, lists to `A__0`; a member that is `undefined` is absent.
   * Refused, because their text would not be what was meant: `null`, `-0`, `NaN`, infinities, whole numbers beyond 2^53 - 1, texts with a NUL.
   * @default {}
   */
  readonly data?: { readonly [key: string]: ConfigValue } | undefined;
  /**
   * Text files: file name to text, which is kept as it is. Read through a volume; keep them in an AppConfig of their own where another is read whole as
   * environment variables.
   * @default {}
   */
  readonly files?: { readonly [file: string]: string | undefined } | undefined;
  /**
   * Files that are no UTF-8 text: file name to bytes.
   * @default {}
   */
  readonly binaryFiles?: { readonly [file: string]: Uint8Array | undefined } | undefined;
  /**
   * The API server then refuses every later change of the data, so the name must change with it, as it does with `mode: 'keep'`.
   * @default false; true with `mode: 'keep'`
   */
  readonly immutable?: boolean | undefined;
  /**
   * The recommended labels; `component` decides the output file that the object is written to.
   * @default none
   */
  readonly app?: AppLabels | undefined;
  /**
   * More metadata: labels (over the recommended ones), annotations, namespace.
   * @default none
   */
  readonly metadata?: Omit<ObjectMeta, 'name'> | undefined;
}

/**
 * A ConfigMap made from typed data.
 *
 * It is written under a fixed name, so that pods which are rolled back read what it says now; readers made by rollwright roll when it changes. With
 * `mode: 'keep'` its name carries the hash of its data, and each revision keeps its own.
 * @throws RollwrightError NAME_INVALID, FIELD_INVALID, CONFIG_KEY_INVALID, CONFIG_KEY_COLLISION, CONFIG_VALUE_INVALID: all at once (and, when it is rendered,
 * CONFIG_TOO_LARGE)
 */
export class AppConfig extends Construct implements ConfigSource {
  readonly kind = 'ConfigMap';
  /** The ConfigMap's name; with `mode: 'keep'` with a token for its hash: usable in any text of the same tree, readable only in the output. */
  readonly name: string;
  /** All keys, files included. */
  readonly keys: readonly string[];
  /** Those that are text: `binaryFiles` are no environment variables. */
  readonly envKeys: readonly string[];
  /** The ConfigMap. */
  readonly configMap: KubeConfigMap;

  constructor(scope: Construct, id: string, props: AppConfigProps) {
    super(scope, id);
    const { data, binaryData, problems } = contents(props);
    const found = [...propProblems(props), ...problems];
    if (found.length > 0) {
      throw new RollwrightError(found.map((problem) => ({ ...problem, object: `ConfigMap ${props.name}`, construct: this.node.path })));
    }
    const isKept = props.mode === 'keep';
    // The hash is of an object whose name holds it: `of` is filled in as soon as that object is there.
    const hashed: { -readonly [K in keyof Derived]: Derived[K] } = { hash: 'data', of: this, length: KEPT_HASH_LENGTH };
    this.name = isKept ? `${props.name}-${derive(this.node.root, hashed)}` : props.name;
    this.envKeys = Object.keys(data);
    this.keys = [...this.envKeys, ...Object.keys(binaryData)];
    const labels = { ...(props.app === undefined ? {} : appLabels(props.app)), ...props.metadata?.labels, ...(isKept && { [KEPT_LABEL]: props.name }) };
    const immutable = isKept ? true : props.immutable;
    this.configMap = new KubeConfigMap(this, 'ConfigMap', {
      metadata: { name: this.name, ...props.metadata, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
      // The API server keeps no empty one: client-side apply would report a change each time.
      ...(Object.keys(data).length === 0 ? {} : { data }),
      ...(Object.keys(binaryData).length === 0 ? {} : { binaryData }),
      ...(immutable === undefined ? {} : { immutable }),
    });
    if (!isKept) return;
    hashed.of = this.configMap;
    addIntent(this.configMap, { intent: 'kept', config: props.name, ...(props.generations !== undefined && { generations: props.generations }) });
  }
}

function propProblems({ name, mode = 'checksum', generations, immutable }: AppConfigProps): readonly Problem[] {
  const isKept = mode === 'keep';
  // The name is the value of a label too.
  const rule = isKept ? { ...dnsSubdomain, max: labelValue.max } : dnsSubdomain;
  const problems = [nameProblem(rule, name, { what: 'name of a ConfigMap' })];
  const wrong = (path: string, message: string, fix: string) => problems.push({ code: 'FIELD_INVALID', path, message, fix });
  if (mode !== 'checksum' && mode !== 'keep') wrong('mode', `it is ${JSON.stringify(mode)}`, "Write 'checksum' or 'keep'.");
  if (generations !== undefined && !isKept) wrong('generations', "only `mode: 'keep'` has generations", "Drop it, or say `mode: 'keep'`.");
  if (generations !== undefined && !(Number.isSafeInteger(generations) && generations >= 2)) {
    wrong(
      'generations',
      `it is ${generations}; it must be a whole number of at least 2`,
      'Leave it out, or write how many revisions can be gone back, and one.',
    );
  }
  if (isKept && immutable === false) wrong('immutable', "`mode: 'keep'` names a ConfigMap after its data, which must never change", 'Leave it out.');
  return problems.filter((problem) => problem !== undefined);
}

interface Contents {
  readonly data: { readonly [key: string]: string };
  readonly binaryData: { readonly [key: string]: string };
  readonly problems: readonly Problem[];
}

function contents(props: AppConfigProps): Contents {
  const flat = flatten(props.data ?? {});
  const problems: Problem[] = flat.problems.map((problem) => ({ ...problem, path: `data.${problem.path}` }));
  const data = new Map(flat.data);
  const binaryData = new Map<string, string>();
  for (const [file, text] of said(props.files)) {
    problems.push(...fileProblems(file, 'files', data.has(file)));
    data.set(file, text);
  }
  for (const [file, content] of said(props.binaryFiles)) {
    problems.push(...fileProblems(file, 'binaryFiles', data.has(file)));
    binaryData.set(file, Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64'));
  }
  return { data: Object.fromEntries(data), binaryData: Object.fromEntries(binaryData), problems };
}

function said<T>(members: { readonly [key: string]: T | undefined } | undefined): (readonly [string, T])[] {
  return Object.entries(members ?? {}).filter((entry): entry is [string, T] => entry[1] !== undefined);
}

function fileProblems(file: string, prop: string, taken: boolean): Problem[] {
  const path = `${prop}.${file}`;
  const why = nameError(configKey, file);
  if (why !== undefined)
    return [
      {
        code: 'CONFIG_KEY_INVALID',
        path,
        message: `${JSON.stringify(file)} is no key of a ConfigMap: ${why}`,
        fix: 'Rename it; a volume can show it under a path of its own.',
      },
    ];
  return taken ? [{ code: 'CONFIG_KEY_COLLISION', path, message: `the key ${file} is set twice`, fix: 'Drop one of them.' }] : [];
}
