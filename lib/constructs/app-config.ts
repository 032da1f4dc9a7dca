import { Construct } from 'constructs';
import { KubeConfigMap, type ObjectMeta } from '../../imports/k8s';
import { type Problem, RollwrightError } from '../errors';
import type { ConfigSource } from './config-source';
import { type ConfigValue, flatten } from './flatten';
import { type AppLabels, appLabels } from './labels';
import { configKey, dnsSubdomain, nameError, nameProblem } from './names';

/** What an AppConfig is made from. */
export interface AppConfigProps {
  /** `metadata.name`: a DNS subdomain. */
  readonly name: string;
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
   * The API server then refuses every later change of the data, so the name must change with it.
   * @default false
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
 * It is written under a fixed name, so that pods which are rolled back read what it says now; readers made by rollwright roll when it changes.
 * @throws RollwrightError NAME_INVALID, CONFIG_KEY_INVALID, CONFIG_KEY_COLLISION, CONFIG_VALUE_INVALID: all at once (and, when it is rendered, CONFIG_TOO_LARGE)
 */
export class AppConfig extends Construct implements ConfigSource {
  readonly kind = 'ConfigMap';
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
    const nameIsWrong = nameProblem(dnsSubdomain, props.name, { what: 'name of a ConfigMap' });
    const found = [...(nameIsWrong === undefined ? [] : [nameIsWrong]), ...problems];
    if (found.length > 0) {
      throw new RollwrightError(found.map((problem) => ({ ...problem, object: `ConfigMap ${props.name}`, construct: this.node.path })));
    }
    this.name = props.name;
    this.envKeys = Object.keys(data);
    this.keys = [...this.envKeys, ...Object.keys(binaryData)];
    const labels = { ...(props.app === undefined ? {} : appLabels(props.app)), ...props.metadata?.labels };
    this.configMap = new KubeConfigMap(this, 'ConfigMap', {
      metadata: { name: this.name, ...props.metadata, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
      // The API server keeps no empty one: client-side apply would report a change each time.
      ...(Object.keys(data).length === 0 ? {} : { data }),
      ...(Object.keys(binaryData).length === 0 ? {} : { binaryData }),
      ...(props.immutable === undefined ? {} : { immutable: props.immutable }),
    });
  }
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
