import { type Documents, mergeSchemas } from './documents';
import { openTypes, renames, wantedKinds } from './kinds';
import { moduleText } from './module-text';
import { type Selection, select } from './selection';
import { addEnums, unpublishedEnums } from './unpublished-enums';

/** The documents of a server and the Kubernetes version that it says, as `1.36.3`. */
export interface Source {
  readonly documents: Documents;
  readonly version: string;
}

/** The text of `imports/k8s.ts` for a server, and what went into it. */
export function generate({ documents, version }: Source): { readonly text: string; readonly selection: Selection } {
  const selection = addEnums(select(mergeSchemas(documents), wantedKinds, renames), unpublishedEnums);
  return { text: moduleText(selection, version, openTypes), selection };
}
