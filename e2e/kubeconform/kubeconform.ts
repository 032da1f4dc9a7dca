import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, type LiveObject, runToEnd } from '../harness';
import { buildTool } from '../tools/builder';
import { onStderr } from '../tools/progress';
import { jsonSchemas, type OpenApi, SCHEMA_FILE, schemaFile } from './json-schemas';

/** What kubeconform says of manifests. */
export interface Verdict {
  /** How many objects are valid. */
  readonly valid: number;
  /** What is wrong with the others, or why it cannot tell: `Kind name: …`. */
  readonly findings: readonly string[];
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  /** Empty for a document without an object. */
  readonly status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped' | '';
  readonly msg: string;
}

/** kubeconform with the kinds of an API server, whose own word on its fields is the schema. */
export class Kubeconform {
  private constructor(
    private readonly program: string,
    private readonly schemas: string,
    private readonly cluster: Cluster,
  ) {}

  /** The kinds are those that the cluster has by now, CustomResourceDefinitions included. */
  static async of(cluster: Cluster): Promise<Kubeconform> {
    const folder = join(cluster.folder, 'schemas');
    mkdirSync(folder, { recursive: true });
    for (const [file, schema] of await schemasOf(cluster)) writeFileSync(join(folder, file), JSON.stringify(schema));
    return new Kubeconform(join(await buildTool('kubeconform', onStderr()), 'kubeconform'), join(folder, SCHEMA_FILE), cluster);
  }

  /** Of the YAML files of folders. */
  files(...folders: readonly string[]): Promise<Verdict> {
    return this.verdict(folders);
  }

  /** Of YAML. */
  text(yaml: string): Promise<Verdict> {
    return this.verdict(['-'], yaml);
  }

  private async verdict(what: readonly string[], stdin?: string): Promise<Verdict> {
    const args = ['-strict', '-summary', '-verbose', '-output', 'json', '-schema-location', this.schemas, ...what];
    const { code, stdout, stderr } = await runToEnd(this.cluster.command(this.program, args), { stdin });
    if (stderr !== '' || code > 1) throw new Error(`kubeconform ended with ${code}\n${stderr}`);
    const { resources, summary } = JSON.parse(stdout) as { readonly resources: readonly Resource[]; readonly summary: { readonly valid: number } };
    const wrong = resources.filter(({ status }) => status !== 'statusValid' && status !== '');
    return { valid: summary.valid, findings: wrong.map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`).sort() };
  }
}

/** The API server adds a new definition's kinds to its OpenAPI some time after it has begun to serve them. */
async function schemasOf(cluster: Cluster): Promise<ReadonlyMap<string, object>> {
  const { items } = JSON.parse(await cluster.kubectlOk(['get', 'customresourcedefinitions', '-o', 'json'])) as { readonly items: readonly LiveObject[] };
  const expected = items.flatMap(({ spec }) =>
    (spec.versions as readonly { readonly name: string }[]).map(({ name }) => schemaFile({ group: spec.group, version: name, kind: spec.names.kind })),
  );
  return cluster.waitFor('the schemas of all kinds', async () => {
    const schemas = jsonSchemas(JSON.parse(await cluster.kubectlOk(['get', '--raw', '/openapi/v2'])) as OpenApi);
    return expected.every((file) => schemas.has(file)) && schemas;
  });
}
