import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, type Schema, type Schemas } from './schema';

/** The OpenAPI v3 documents of one API server, as parsed JSON, by file name or path. */
export type Documents = ReadonlyMap<string, unknown>;

/** Reads every `.json` file of a folder. */
export function readDocuments(folder: string): Documents {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new Error(`no .json file in ${folder}`);
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown]));
}

/** The text that a server answers to a GET of a path. */
export type Get = (path: string) => Promise<string>;

/** Fetches every document that `/openapi/v3` lists, and the server's version. */
export async function fetchDocuments(get: Get): Promise<{ readonly documents: Documents; readonly version: string }> {
  const { paths } = JSON.parse(await get('/openapi/v3')) as { readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>> };
  const documents = new Map<string, unknown>();
  for (const [path, { serverRelativeURL }] of Object.entries(paths)) documents.set(path, JSON.parse(await get(serverRelativeURL)));
  const { gitVersion } = JSON.parse(await get('/version')) as { readonly gitVersion: string };
  return { documents, version: gitVersion.replace(/^v/, '') };
}

/** A server at a URL that asks for no credentials, as `kubectl proxy` serves. */
export function serverAt(url: string): Get {
  return async (path) => {
    const answer = await fetch(new URL(path, url)).catch((error: Error) => {
      throw new Error(`${url} does not answer: ${error.cause instanceof Error ? error.cause.message : error.message}`);
    });
    if (!answer.ok) throw new Error(`${url}: GET ${path} answers ${answer.status} ${answer.statusText}`);
    return answer.text();
  };
}

/**
 * All schemas of the documents together. The groups repeat shared types; where two documents disagree about one
 * (DeleteOptions and WatchEvent list the kinds of their group) the type is left out, so that using it fails.
 */
export function mergeSchemas(documents: Documents): Schemas {
  const merged = new Map<string, Schema>();
  const texts = new Map<string, string>();
  const disputed = new Set<string>();
  for (const document of documents.values()) {
    const { components } = document as { readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> } };
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      const text = canonical(schema);
      if ((texts.get(name) ?? text) !== text) disputed.add(name);
      texts.set(name, text);
      merged.set(name, schema);
    }
  }
  for (const name of disputed) merged.delete(name);
  return merged;
}
