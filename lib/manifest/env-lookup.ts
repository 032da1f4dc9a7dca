import { configData } from './config-payload';
import type { EnvLookup } from './effective-env';
import type { Manifest } from './object';

/** Looks up ConfigMaps and Secrets of one namespace among manifests, their data decoded, for {@link effectiveEnv}. */
export function envLookup(manifests: readonly Manifest[], namespace = ''): EnvLookup {
  return (kind, name) => {
    const found = manifests.find(
      (one) => one.apiVersion === 'v1' && one.kind === kind && one.metadata.name === name && (one.metadata.namespace ?? '') === namespace,
    );
    if (found === undefined) return undefined;
    const isSecret = kind === 'Secret';
    const texts = Object.entries(configData(found).data ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const data = texts.map(([key, text]) => [key, isSecret ? Buffer.from(text, 'base64').toString('utf8') : text]);
    return { data: Object.fromEntries(data), secret: isSecret };
  };
}
