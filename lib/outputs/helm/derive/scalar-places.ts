import type { Json } from '../../../manifest';
import { eachSetting, freezableAt, type Setting } from '../values';
import type { Derivation } from './derivation';

export interface ScalarPlace {
  readonly path: readonly string[];
  readonly setting: Setting;
}

/** Every scalar, and the keys of records. */
export function scalarPlaces(tree: Setting): readonly ScalarPlace[] {
  return [...eachSetting(tree)].flatMap((setting): ScalarPlace[] => {
    const { kind, path } = setting;
    if (kind === 'record') return [{ path: [...path, '~'], setting }];
    return kind === 'string' || kind === 'number' || kind === 'mixed' || kind === 'any' || kind === 'list' ? [{ path, setting }] : [];
  });
}

export function isPinned(state: Derivation, path: readonly string[]): boolean {
  const at = freezableAt(state.tree, path);
  return at !== undefined && state.domain.pinned.has(at.path.join('.'));
}

/** Every text in settings. */
export function* eachText(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* eachText(member as Json);
}

/** Every number in settings. */
export function* eachNumber(value: Json): Generator<number> {
  if (typeof value === 'number') yield value;
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* eachNumber(member as Json);
}
