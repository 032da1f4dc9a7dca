/** Small programs for the learner's tests: functions from settings to objects, without constructs. */
import type { z } from 'zod';
import { derive, derivedOf, type Json, type JsonObject, type Manifest, type Rendered } from '../../../manifest';

/** Makes the token of a hash of the object at a place of the list. */
export type HashOf = (hash: 'reads' | 'run' | 'data', of: string, length?: number) => string;

/** What a small program gives: objects by construct path. */
export type Objects = { readonly [construct: string]: JsonObject };

/** What a table of programs says of one. */
export interface SmallProgram {
  readonly name: string;
  readonly schema: z.ZodType;
  // biome-ignore lint/suspicious/noExplicitAny: each program knows its own settings
  readonly build: (settings: any, hash: HashOf) => Objects;
  readonly bases: readonly Json[];
  /**
   * - `lifted`: equal, nothing frozen
   * - `frozen`: these settings are
   * - `refused`: no chart, with a message that holds this
   */
  readonly ends: 'lifted' | { readonly frozen: readonly string[] } | { readonly refused: string };
  readonly literals?: readonly (string | number)[];
  /** Values that the program treats otherwise than all those around them. */
  readonly triggers?: readonly Json[];
  /** How many branches of it no render took. */
  readonly untaken?: () => number;
}

/** A program as a line of a table: its name, settings, objects, one environment, how it ends (`lifted` where nothing is said), and more. */
export type ProgramRow = [string, z.ZodType, SmallProgram['build'], Json, SmallProgram['ends']?, Partial<SmallProgram>?];

export function programsOf(rows: readonly ProgramRow[]): readonly SmallProgram[] {
  return rows.map(([name, schema, build, base, ends = 'lifted', more = {}]) => ({ name, schema, build, bases: [base], ends, ...more }));
}

/** Renders a small program. */
export function rendered(build: SmallProgram['build'], settings: unknown): Rendered {
  const root = {};
  const origins = new Map<string, object>();
  const origin = (construct: string): object => {
    const known = origins.get(construct) ?? {};
    origins.set(construct, known);
    return known;
  };
  const objects: Objects = build(settings, (hash, of, length = 10) => derive(root, { hash, of: origin(of), length }));
  const names = Object.values(objects).map(({ kind, metadata }) => JSON.stringify([kind, metadata]));
  if (new Set(names).size < names.length) throw new Error('two objects have the same name');
  return {
    objects: Object.entries(objects).map(([construct, manifest]) => ({
      manifest: manifest as unknown as Manifest,
      origin: origin(construct),
      intents: [],
      construct,
      dependsOn: [],
    })),
    derived: derivedOf(root),
    external: [],
  };
}

/** A ConfigMap with this data. */
export function config(data: JsonObject, name: Json = 'config'): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

/** An object with any fields: Helm does not know kinds. */
export function thing(spec: Json, name: Json = 'thing'): JsonObject {
  return { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name }, spec };
}

/** A workload whose pods read a ConfigMap. */
export function workload(name: string, reads: string, checksum: string, replicas = 1): JsonObject {
  const spec = { containers: [{ name: 'main', image: 'a', envFrom: [{ configMapRef: { name: reads } }] }] };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, template: { metadata: { annotations: { 'checksum/config': checksum } }, spec } },
  };
}
