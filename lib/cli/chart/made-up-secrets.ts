import type { z } from 'zod';
import { mergeLayers, type Settings, secretTexts } from '../../settings';
import type { PlacedProgram } from '../project';
import { layersOf, type RenderContext, settingsOf } from '../render';

/**
 * The settings of an environment, in which secrets that it has to have and nobody says are made up, as deriving does: what is kept does not hold them.
 * The texts of secrets are those that somebody says.
 * @throws RollwrightError every other problem of them
 */
export function settingsWithSecrets(placed: PlacedProgram, environment: string, context: RenderContext): Pick<Settings<unknown>, 'value' | 'secretTexts'> {
  const { settings: schema } = placed.program;
  const layers = layersOf(placed, environment, context);
  const said = mergeLayers(layers).values;
  if ((schema as unknown as z.ZodType).safeParse(said).success) return settingsOf(placed, environment, context);
  // What derives charts takes longer to load than other commands take.
  const { overrides, withMadeUpSecrets } = require('../../outputs/helm') as typeof import('../../outputs/helm');
  const values = overrides(said, withMadeUpSecrets(schema, said));
  const known = new Set(layers.flatMap((layer) => secretTexts(schema, layer.values)));
  const madeUp = new Set(secretTexts(schema, values).filter((text) => !known.has(text)));
  const settings = settingsOf(placed, environment, context, [{ kind: 'program', name: 'made-up secrets', values }]);
  return { value: settings.value, secretTexts: settings.secretTexts.filter((text) => !madeUp.has(text)) };
}
