import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files by which the components and the tests know each other; made anew for each run, thrown away with it. */
export interface Credentials {
  readonly token: string;
  readonly tokenFile: string;
  /** Signs the tokens of service accounts. */
  readonly serviceAccountKey: string;
  readonly certificates: string;
  readonly kubeconfig: string;
}

export function writeCredentials(folder: string, server: string): Credentials {
  const token = randomBytes(24).toString('hex');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const paths = {
    tokenFile: join(folder, 'tokens.csv'),
    serviceAccountKey: join(folder, 'service-account.key'),
    certificates: join(folder, 'certificates'),
    kubeconfig: join(folder, 'kubeconfig'),
  };
  const secretly = { mode: 0o600 };
  writeFileSync(paths.tokenFile, `${token},admin,1,system:masters\n`, secretly);
  writeFileSync(paths.serviceAccountKey, privateKey.export({ type: 'pkcs1', format: 'pem' }), secretly);
  writeFileSync(paths.kubeconfig, kubeconfig(server, token), secretly);
  return { token, ...paths };
}

/** JSON is YAML. The API server makes its own certificate at its start, on this machine's loopback or inside the node's namespaces. */
function kubeconfig(server: string, token: string): string {
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'e2e', cluster: { server, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'admin', user: { token } }],
      contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'admin' } }],
      'current-context': 'e2e',
    },
    null,
    2,
  );
}
