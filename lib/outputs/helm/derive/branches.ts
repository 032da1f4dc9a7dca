import { isObject, type Json } from '../../../manifest';
import { type Condition, holds, type Node, type Place, placesIn, rootFrames, type Sequence, samePlace, settingAt, type Template } from '../template';
import { valueAt, withValue } from '../values';
import type { Derivation } from './derivation';

/** What settings must fulfil for some part of the templates to be written: conditions about the settings themselves, not about elements. */
export type Branch = readonly Arm[];

interface Arm {
  readonly condition: Condition;
  readonly wanted: boolean;
}

/** Every branch of some templates, each once, outer ones before those inside. */
export function branchesOf(templates: Iterable<Template>): readonly Branch[] {
  const found = new Map<string, Branch>();
  for (const { ranges, when, node } of templates) {
    const outside = ranges.reduce<Branch>((outer, over) => entered({ op: 'filled', place: over }, true, outer, found), []);
    const inside = when === undefined ? outside : entered(when, true, outside, found);
    if (when !== undefined) entered(when, false, outside, found);
    walk(node, inside, found);
  }
  return [...found.values()];
}

function walk(node: Node, branch: Branch, found: Map<string, Branch>): void {
  switch (node.op) {
    case 'if':
      walk(node.yes, entered(node.condition, true, branch, found), found);
      walk(node.no, entered(node.condition, false, branch, found), found);
      break;
    case 'decide':
      for (const wanted of [true, false]) entered(node.condition, wanted, branch, found);
      break;
    case 'map':
      walkItems(node.entries, branch, found);
      break;
    case 'list':
    case 'lines':
      walkItems(node.items, branch, found);
      break;
    case 'concat':
      for (const part of node.parts) walk(part, branch, found);
      break;
    case 'text':
    case 'apply':
    case 'cut':
    case 'scaled':
      walk(node.of, branch, found);
  }
}

function walkItems(items: Sequence, branch: Branch, found: Map<string, Branch>): void {
  for (const segment of items) {
    if (segment.op === 'range') {
      walkItems(segment.body, entered({ op: 'filled', place: segment.over }, true, branch, found), found);
      continue;
    }
    const { when, key, node } = segment;
    const inside = when === undefined ? branch : entered(when, true, branch, found);
    if (when !== undefined) entered(when, false, branch, found);
    if (key !== undefined) walk(key, inside, found);
    walk(node, inside, found);
  }
}

function entered(condition: Condition, wanted: boolean, outer: Branch, found: Map<string, Branch>): Branch {
  if (condition.op === 'not') return entered(condition.of, !wanted, outer, found);
  if (!isOfSettings(condition) || outer.some((arm) => JSON.stringify(arm.condition) === JSON.stringify(condition))) return outer;
  const branch = [...outer, { condition, wanted }];
  found.set(JSON.stringify(branch), branch);
  return branch;
}

function isOfSettings(condition: Condition): boolean {
  return placesIn(condition).every(({ scope, path }) => scope === 0 && !path.includes(0)) && !mentionsElement(condition);
}

function mentionsElement(condition: unknown): boolean {
  if (Array.isArray(condition)) return condition.some(mentionsElement);
  return isObject(condition) && (condition.op === 'first' || Object.values(condition).some(mentionsElement));
}

/** Whether settings take a branch. */
export function takes(settings: Json, branch: Branch): boolean {
  const frames = rootFrames(settings);
  return branch.every(({ condition, wanted }) => holds(condition, frames) === wanted);
}

/** The settings that decide on a branch; those that a condition compares are one group. */
export function decidingGroups(branch: Branch): readonly (readonly Place[])[] {
  const groups: Place[][] = [];
  for (const { condition } of branch) {
    for (const compared of comparedIn(condition)) {
      const [known, ...others] = groups.filter((group) => group.some((one) => compared.some((place) => samePlace(one, place))));
      const all = [...(known ?? []), ...others.flat(), ...compared];
      for (const group of [known, ...others]) if (group !== undefined) groups.splice(groups.indexOf(group), 1);
      groups.push(all.filter((place, at) => all.findIndex((one) => samePlace(one, place)) === at));
    }
  }
  return groups;
}

function comparedIn(condition: Condition): readonly (readonly Place[])[] {
  if (condition.op === 'not') return comparedIn(condition.of);
  if (condition.op === 'and' || condition.op === 'or') return condition.of.flatMap(comparedIn);
  return condition.op === 'same' ? [[condition.left, condition.right]] : placesIn(condition).map((place) => [place]);
}

/** Settings that take a branch: of samples that do, or put together from samples each of which fulfils one of its conditions. */
export function takers(state: Derivation, branch: Branch, most: number): readonly Json[] {
  const all = [...state.samples, ...state.environments].map(({ settings }) => settings);
  const known = all.filter((settings) => takes(settings, branch));
  if (known.length > 0) return known.length > most ? known.slice(0, most) : known;
  let settings = state.random.pick(all);
  for (const arm of branch) {
    if (takes(settings, [arm])) continue;
    const donor = all.find((one) => takes(one, [arm]));
    if (donor === undefined) return [];
    for (const { path } of placesIn(arm.condition))
      settings = withValue(settings, path as readonly string[], valueAt(donor, path as readonly string[])) ?? settings;
  }
  return takes(settings, branch) ? [settings] : [];
}

const TRIES = 12;

/** Fresh settings that take a branch as others do: with other values also in what decides on it, where that goes. */
export function taking(state: Derivation, branch: Branch, like: Json): Json | undefined {
  const places = decidingGroups(branch).flat();
  for (let n = 0; n < TRIES; n++) {
    let settings = state.drawSettings();
    if (settings === undefined) continue;
    for (const place of places) {
      const kind = settingAt([state.tree], place)?.kind;
      const path = place.path as readonly string[];
      const value = valueAt(like, path);
      const isContent = kind !== 'boolean' && kind !== 'enum';
      const keepsContent = isContent && n < TRIES / 2 && value !== undefined && valueAt(settings, path) !== undefined;
      if (!keepsContent && settings !== undefined) settings = withValue(settings, path, value) ?? settings;
    }
    if (takes(settings, branch)) return settings;
  }
  return undefined;
}
