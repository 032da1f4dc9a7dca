/** Rendered programs for the dialect's tests, said in a few words. */
import { type Derived, derive, derivedOf, type Intent, type Json, type Manifest, type Rendered, type RenderedObject } from '../../../../manifest';

/** What a test says of one object. */
export interface Said {
  readonly fields?: { readonly [field: string]: Json } | undefined;
  readonly labels?: { readonly [label: string]: string } | undefined;
  readonly runs?: 'before' | 'after' | undefined;
  readonly after?: readonly string[] | undefined;
  /** The name is followed by a hash of what runs, or of the data. */
  readonly hashed?: 'run' | 'data' | undefined;
}

const API: { readonly [kind: string]: string } = {
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  ExternalSecret: 'external-secrets.io/v1',
  SealedSecret: 'bitnami.com/v1alpha1',
};

/** Objects named `Kind/name`, in one namespace. Where a text says `<Kind/name>`, it means that object's whole name. */
export function program(said: { readonly [object: string]: Said }): Rendered {
  const root = {};
  const derived = new Map<string, { -readonly [K in keyof Derived]: Derived[K] }>();
  const names = new Map<string, string>();
  for (const [id, { hashed }] of Object.entries(said)) {
    const name = id.slice(id.indexOf('/') + 1);
    if (hashed === undefined) {
      names.set(id, name);
      continue;
    }
    const own = { hash: hashed, of: {}, length: 10 };
    derived.set(id, own);
    names.set(id, `${name}-${derive(root, own)}`);
  }
  const named = (value: Json): Json => JSON.parse(JSON.stringify(value).replace(/<([A-Z][^>]*)>/g, (_, id: string) => names.get(id) ?? '')) as Json;
  const origins = new Map(Object.keys(said).map((id) => [id, { id }]));
  const objects = Object.entries(said).map(([id, { fields = {}, labels, runs, after = [] }]): RenderedObject => {
    const kind = id.slice(0, id.indexOf('/'));
    const apiVersion = API[kind] ?? (/^(Cluster)?Role/.test(kind) ? 'rbac.authorization.k8s.io/v1' : 'v1');
    const metadata = { name: names.get(id) ?? '', namespace: 'shop', ...(labels && { labels }) };
    const manifest = { apiVersion, kind, metadata, ...(named(fields) as object) } as Manifest;
    const origin = origins.get(id) ?? {};
    const token = derived.get(id);
    if (token !== undefined) token.of = origin;
    const intents: Intent[] = runs === undefined ? [] : [{ intent: 'runs-once', when: runs }];
    return { manifest, origin, intents, construct: id, dependsOn: after.map((other) => origins.get(other) ?? {}) };
  });
  return { objects, derived: derivedOf(root), external: [] };
}

/** The fields of a workload whose pod reads a ConfigMap as a service account, with more of its pod's spec. */
export function pods(config: string, account?: string, more: { readonly [field: string]: Json } = {}): { readonly [field: string]: Json } {
  const containers = [{ name: 'app', envFrom: [{ configMapRef: { name: config } }] }];
  return {
    spec: { template: { metadata: { labels: { app: 'shop' } }, spec: { ...(account !== undefined && { serviceAccountName: account }), containers, ...more } } },
  };
}

export const bound = (account = 'shop'): { readonly [field: string]: Json } => ({
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'shop' },
  subjects: [
    { kind: 'ServiceAccount', name: account },
    { kind: 'ServiceAccount', name: 'somebody' },
  ],
});
