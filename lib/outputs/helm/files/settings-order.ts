import { isObject, type Json, type JsonObject } from '../../../manifest';
import type { Setting } from '../values';

/** Values in the order of their settings; what no setting is known for comes last. */
export function inSettingsOrder(setting: Setting, values: JsonObject): JsonObject {
  const rank = new Map(setting.members.map((member, at) => [member.path.at(-1) ?? '', at]));
  const rankOf = (key: string) => rank.get(key) ?? rank.size;
  const entries = Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  const sorted = entries.sort(([a], [b]) => rankOf(a) - rankOf(b));
  return Object.fromEntries(
    sorted.map(([key, value]) => {
      const member = setting.members[rankOf(key)];
      return [key, member !== undefined && member.members.length > 0 && isObject(value) ? inSettingsOrder(member, value) : value];
    }),
  );
}
