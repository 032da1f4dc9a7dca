import path from 'node:path';
import { RollwrightError } from '../errors';
import { identityKey, identityOf, type Manifest, resolveDerived } from '../manifest';
import type { Json, Layer, Path } from '../settings';
import { renderProgram } from '../synth';
import { withoutSecrets } from './hiding';
import { differences, type ObjectDifference } from './object-diff';
import { otherValues } from './other-values';
import type { PlacedProgram } from './project';
import { type RenderContext, settingsOf } from './render';

/** Enough to see conditions that only some values meet, few enough to wait for. */
const MOST_RENDERINGS = 4;

/** What a setting reaches. */
export interface Reach {
  /** The objects that changed when the setting did, and where. */
  readonly objects: readonly ObjectDifference[];
  /** How many other valid values were tried; with none, nothing is known. */
  readonly tried: number;
}

/**
 * What depends on a setting: the program is rendered with other valid values in its place, and the objects are compared. What changes without any change of settings
 * (a random value that rolls the pods each time) is not counted.
 * @param value what the setting is now, before validation
 * @param known other values that are worth trying first
 * @throws RollwrightError where the program cannot be rendered as it is
 */
export function reachOf(placed: PlacedProgram, environment: string, context: RenderContext, at: Path, value: Json | undefined, known?: readonly Json[]): Reach {
  const render = (more: readonly Layer[]): readonly Manifest[] => {
    const settings = settingsOf(placed, environment, context, more);
    const options = { environment, sourceFolder: path.dirname(context.loaded.file), checkReferences: more.length === 0 };
    return withoutSecrets(
      () => settings.secretTexts,
      () => resolveDerived(renderProgram(placed.program, settings.value, options)),
    );
  };
  const baseline = render([]);
  const restless = new Set(differences(baseline, render([])).flatMap(placesOf));
  const found = new Map<string, { object: Manifest; paths: Set<string> }>();
  let tried = 0;
  for (const other of otherValues(value, known)) {
    if (tried === MOST_RENDERINGS) break;
    const changed = renderingWith(render, at, other);
    if (changed === undefined) continue;
    tried++;
    for (const difference of differences(baseline, changed)) {
      const quiet = difference.paths.filter((each) => !restless.has(placeOf(difference.object, each)));
      if (difference.paths.length > 0 && quiet.length === 0) continue;
      const key = identityKey(identityOf(difference.object));
      const entry = found.get(key) ?? { object: difference.object, paths: new Set<string>() };
      for (const each of difference.paths.length === 0 ? [''] : quiet) entry.paths.add(each);
      found.set(key, entry);
    }
  }
  return { objects: [...found.values()].map(({ object, paths }) => ({ object, paths: [...paths].sort() })), tried };
}

/** Undefined where the value is not valid, or the program refuses it. */
function renderingWith(render: (more: readonly Layer[]) => readonly Manifest[], at: Path, value: Json): readonly Manifest[] | undefined {
  try {
    return render([{ kind: 'set', name: 'explain', values: {}, assignments: [{ path: at, end: 'value', value, at: 0 }] }]);
  } catch (error) {
    if (error instanceof RollwrightError) return undefined;
    throw error;
  }
}

function placesOf({ object, paths }: ObjectDifference): readonly string[] {
  return paths.map((each) => placeOf(object, each));
}

function placeOf(object: Manifest, at: string): string {
  return `${identityKey(identityOf(object))} ${at}`;
}
