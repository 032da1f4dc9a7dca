import type { Problem } from '../errors';
import { describeIdentity, identityOf, type Manifest, objectAt } from '../manifest';

/** 1 MiB: Kubernetes, pkg/apis/core `MaxSecretSize`, which holds for ConfigMaps too. */
export const MAX_CONFIG_BYTES = 1_048_576;

/**
 * The problem of a ConfigMap or Secret that the API server refuses for its size: the bytes of its values, without the keys (Kubernetes,
 * pkg/apis/core/validation `ValidateConfigMap` and `ValidateSecret`), `binaryData` and a Secret's `data` decoded, `stringData` in place of `data` of the
 * same key (pkg/apis/core/v1 `Convert_v1_Secret_To_core_Secret`).
 */
export function configTooLarge(manifest: Manifest, construct: string, file: string | undefined): Problem | undefined {
  const size = configBytes(manifest);
  if (size <= MAX_CONFIG_BYTES) return undefined;
  return {
    code: 'CONFIG_TOO_LARGE',
    message: `its values have ${size} bytes; a ConfigMap or Secret holds ${MAX_CONFIG_BYTES} (1 MiB) at most`,
    object: describeIdentity(identityOf(manifest)),
    construct,
    file,
    fix: 'split it, or put large files into the image or a volume',
  };
}

function configBytes(manifest: Manifest): number {
  if (manifest.apiVersion !== 'v1') return 0;
  if (manifest.kind === 'ConfigMap') return bytes(manifest, 'data', utf8) + bytes(manifest, 'binaryData', decoded);
  if (manifest.kind !== 'Secret') return 0;
  const written = objectAt(manifest, 'stringData');
  return bytes(manifest, 'stringData', utf8) + bytes(manifest, 'data', decoded, (key) => written[key] === undefined);
}

function bytes(manifest: Manifest, field: string, measure: (text: string) => number, counts: (key: string) => boolean = () => true): number {
  let total = 0;
  for (const [key, value] of Object.entries(objectAt(manifest, field))) if (typeof value === 'string' && counts(key)) total += measure(value);
  return total;
}

function utf8(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function decoded(base64: string): number {
  return Buffer.byteLength(base64.replace(/[\r\n]/g, ''), 'base64');
}
