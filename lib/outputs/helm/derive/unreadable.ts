import { eachSetting, freezableAt, type Setting, unwritablePattern } from '../values';
import type { Derivation } from './derivation';

/** Settings whose schema says what a chart cannot check. */
export function freezeUnreadable(state: Derivation): void {
  for (const { setting, reason } of unreadable(state.tree)) {
    const at = freezableAt(state.tree, setting.path);
    if (at !== undefined && !state.domain.pinned.has(at.path.join('.'))) state.freeze(at, reason);
  }
}

function unreadable(tree: Setting): readonly { readonly setting: Setting; readonly reason: string }[] {
  return [...eachSetting(tree)].flatMap((setting) => {
    if (unwritablePattern(setting) !== undefined) return [{ setting, reason: 'its pattern needs what RE2 does not have' }];
    return setting.kind === 'any' && Object.keys(setting.schema).some((key) => !ANNOTATIONS.has(key))
      ? [{ setting, reason: 'its schema says what a chart cannot draw samples from' }]
      : [];
  });
}

/** What a schema may say of anything at all. */
const ANNOTATIONS = new Set(['description', 'title', 'default', 'examples', 'id']);
