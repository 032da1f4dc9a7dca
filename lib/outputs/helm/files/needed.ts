import type { External } from '../../../manifest';

/** Stands for the name of the release, as in kept generations. */
const RELEASE = 'RELEASE';

/** What some environments refer to and somebody else makes, each once. Names that begin with that of the environment's release are written with RELEASE. */
export function neededObjects(environments: readonly { readonly external: readonly External[]; readonly release?: string | undefined }[]): readonly External[] {
  const needed = new Map<string, External>();
  for (const { external, release } of environments) {
    for (const { name, ...rest } of external) {
      const shown = release !== undefined && (name === release || name.startsWith(`${release}-`)) ? `${RELEASE}${name.slice(release.length)}` : name;
      needed.set(`${rest.kind} ${shown}`, { ...rest, name: shown });
    }
  }
  return [...needed.values()];
}
