import type { External } from '../../../manifest';
import { ofRelease } from '../write';

/** What some environments refer to and somebody else makes, each once. Names that begin with that of the environment's release are written for any release. */
export function neededObjects(environments: readonly { readonly external: readonly External[]; readonly release?: string | undefined }[]): readonly External[] {
  const needed = new Map<string, External>();
  for (const { external, release } of environments) {
    for (const one of external) {
      const name = ofRelease(one.name, release);
      needed.set(`${one.kind} ${name}`, { ...one, name });
    }
  }
  return [...needed.values()];
}
