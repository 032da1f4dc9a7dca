import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ControlPlane } from '../../e2e/harness/control-plane';
import { fetchDocuments, readDocuments, serverAt } from './documents';
import { generate, type Source } from './generate';

const USAGE = `usage: npm run import [-- --openapi URL | --openapi FOLDER --kubernetes-version X.Y.Z] [--output FILE]

Writes imports/k8s.ts from the OpenAPI v3 documents of a Kubernetes API server.
  (default)              starts the API server of e2e/tools on 127.0.0.1 and asks it; the first time this builds it (minutes, needs Go)
  --openapi URL          a server that asks for no credentials; run \`kubectl proxy\` and give http://127.0.0.1:8001
  --openapi FOLDER       the documents that /openapi/v3 lists, each saved as a .json file
  --kubernetes-version   the server's version; only with a folder, which does not say it
  --output FILE          default: imports/k8s.ts
`;

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { openapi: { type: 'string' }, 'kubernetes-version': { type: 'string' }, output: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) return void process.stdout.write(USAGE);
  const source = await load(values.openapi, values['kubernetes-version']);
  const { text, selection } = generate(source);
  const output = values.output ?? join(__dirname, '..', 'k8s.ts');
  writeFileSync(output, text);
  process.stderr.write(`${output}: Kubernetes ${source.version}, ${selection.kinds.length} kinds, ${selection.types.size} types\n`);
}

async function load(openapi: string | undefined, version: string | undefined): Promise<Source> {
  const folder = openapi !== undefined && !/^https?:\/\//.test(openapi);
  if (!folder && version !== undefined) throw new UsageError('--kubernetes-version goes with a folder only: a server says its version');
  if (openapi === undefined) return fromOwnServer();
  if (!folder) return fetchDocuments(serverAt(openapi));
  if (!existsSync(openapi) || !statSync(openapi).isDirectory()) throw new UsageError(`--openapi: ${openapi} is neither a URL nor a folder`);
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) throw new UsageError('--kubernetes-version X.Y.Z is missing: a folder does not say it');
  return { documents: readDocuments(openapi), version };
}

async function fromOwnServer(): Promise<Source> {
  const cluster = await ControlPlane.start({ nodes: 1 });
  try {
    return await fetchDocuments((path) => cluster.kubectlOk(['get', '--raw', path]));
  } finally {
    await cluster.stop();
  }
}

class UsageError extends Error {}

main(process.argv.slice(2)).catch((error: unknown) => {
  const usage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n${usage ? `\n${USAGE}` : ''}`);
  process.exitCode = usage ? 64 : 1;
});
