import { configData } from './config-payload';
import type { EnvData, EnvLookup } from './effective-env';
import type { External } from './intent';
import type { Manifest } from './object';

/**
 * Looks up ConfigMaps and Secrets of one namespace among manifests, their data decoded, for {@link effectiveEnv}; and Secrets that something else makes, where
 * their keys are declared.
 */
export function envLookup(manifests: readonly Manifest[], namespace = '', external: readonly External[] = []): EnvLookup {
  return (kind, name) => {
    const found = manifests.find(
      (one) => one.apiVersion === 'v1' && one.kind === kind && one.metadata.name === name && (one.metadata.namespace ?? '') === namespace,
    );
    if (found === undefined) return kind === 'Secret' ? declared(external, name) : undefined;
    const isSecret = kind === 'Secret';
    const texts = Object.entries(configData(found).data ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const data = texts.map(([key, text]) => [key, isSecret ? Buffer.from(text, 'base64').toString('utf8') : text]);
    return { data: Object.fromEntries(data), secret: isSecret };
  };
}

/** The value of a secret is never shown, so that its keys are all there is to know. */
function declared(external: readonly External[], name: string): EnvData | undefined {
  const keys = external.find((one) => one.kind === 'Secret' && one.name === name && one.keys !== undefined)?.keys;
  return keys && { data: Object.fromEntries(keys.map((key) => [key, ''])), secret: true };
}
