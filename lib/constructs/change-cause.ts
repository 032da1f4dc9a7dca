import { formatImage, type ImageRef } from './image';

/** What the build knows about a revision. */
export interface ChangeCause {
  /**
   * @default the image of the app's own container, or those of its containers
   */
  readonly image?: ImageRef | string | undefined;
  /** The commit that the image was built from. */
  readonly commit?: string | undefined;
  /** Anything else: who, which build, which ticket. */
  readonly note?: string | undefined;
}

/** The annotation that `kubectl rollout history` shows for each revision; the Deployment controller copies it to the revision's ReplicaSet. */
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** The change cause as one line of text: `image shop/dodo:2, commit 4f2c9d1, build 77`. */
export function changeCauseText(cause: string | ChangeCause, images: readonly (ImageRef | string)[]): string {
  if (typeof cause === 'string') return cause;
  const { image, commit, note } = cause;
  const shown = image === undefined ? images : [image];
  return [...shown.map((one) => `image ${formatImage(one)}`), ...(commit ? [`commit ${commit}`] : []), ...(note ? [note] : [])].join(', ');
}
