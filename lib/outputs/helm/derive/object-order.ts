import { identityKey, identityOf, type Manifest, replaceTokens, resolveDerived } from '../../../manifest';
import { mergedOrder, type Sample } from '../learn';
import { type Derived, evaluateObjects } from '../template';
import type { Derivation } from './derivation';

/** How many samples are asked, where these show all objects there are. */
const ENOUGH = 40;

/** The objects as the program applies them, whichever of them some settings have. */
export function objectOrder(state: Derivation): Derived['order'] {
  const all = [...state.learned.objects.keys()];
  const examples = new Map<string, { readonly example: Manifest; readonly name: string }>();
  const sequences: (readonly string[])[] = [];
  for (const sample of [...state.environments, ...state.samples]) {
    if (sequences.length >= ENOUGH && examples.size === all.length) break;
    const made = madeBy(state, sample);
    for (const { group, ...one } of made) if (!examples.has(group)) examples.set(group, one);
    sequences.push([...new Set(made.map(({ group }) => group))]);
  }
  return (mergedOrder(sequences) ?? all).flatMap((group) => {
    const example = examples.get(group);
    return example === undefined ? [] : [{ group, ...example }];
  });
}

/** The objects of a sample in its order: the groups whose templates give them, and their names without hashes. */
function madeBy(state: Derivation, { settings, rendered }: Sample): readonly { readonly group: string; readonly example: Manifest; readonly name: string }[] {
  const groups = new Map(
    evaluateObjects(state.chart, settings).map(({ group, value }) => [identityKey(identityOf(value as unknown as Manifest)), group] as const),
  );
  return resolveDerived(rendered).flatMap((example, at) => {
    const group = groups.get(identityKey(identityOf(example)));
    const { metadata, kind } = rendered.objects[at]?.manifest ?? example;
    return group === undefined ? [] : [{ group, example, name: replaceTokens(metadata.name ?? kind, () => '').replace(/-$/, '') }];
  });
}
