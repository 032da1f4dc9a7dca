import type { Json } from '../../../manifest';
import { freezableAt, isOfClass, type Setting, TEXT_CLASSES, type TextClass, valueAt } from '../values';
import type { Derivation } from './derivation';

/** Takes over what the templates ask of the settings. Returns the settings that have to be frozen, since no schema can say it. */
export function applyGuards(state: Derivation): readonly { readonly setting: Setting; readonly reason: string }[] {
  for (const [id, keys] of state.guards.excluded) state.domain.excluded.set(id, keys);
  for (const [id, bound] of state.guards.bounds) state.domain.bounds.set(id, bound);
  const frozen: { setting: Setting; reason: string }[] = [];
  for (const id of state.guards.ascii) {
    const current = state.domain.classes.get(id);
    if (isAscii(current)) continue;
    const path = id.split('.');
    const kind = TEXT_CLASSES.find((one) => isAscii(one) && state.bases.every((base) => fits(valueAt(base, path), one)));
    if (kind !== undefined) state.domain.classes.set(id, kind);
    else pushFrozen(state, frozen, id, 'it is written in other case or cut, where Go and JavaScript differ beyond ASCII');
  }
  for (const id of state.guards.colliding) pushFrozen(state, frozen, id, 'its keys may be those of another setting in the same map');
  return frozen;
}

function pushFrozen(state: Derivation, frozen: { setting: Setting; reason: string }[], id: string, reason: string): void {
  const setting = freezableAt(state.tree, id.split('.'));
  if (setting !== undefined && !state.domain.pinned.has(setting.path.join('.'))) frozen.push({ setting, reason });
}

function isAscii(kind: TextClass | undefined): boolean {
  return kind?.pattern !== undefined && !isOfClass('ü', kind);
}

function fits(value: Json | undefined, kind: TextClass): boolean {
  return typeof value !== 'string' || isOfClass(value, kind);
}
