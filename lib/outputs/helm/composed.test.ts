import fc from 'fast-check';
import { z } from 'zod';
import type { Json, JsonObject } from '../../manifest';
import { FEATURES } from '../testing/helm/features';
import { isWrong, outcomeOf, valuesFor } from '../testing/helm/outcome';
import type { HashOf, Objects, SmallProgram } from '../testing/helm/program';

const PARTS = FEATURES.filter(({ ends }) => ends === 'lifted');

/** Several features in one program, each under a switch, an environment or neither. */
function composed(picks: readonly (readonly [number, 'always' | 'switch' | 'prod'])[]): SmallProgram {
  const parts = picks.map(([at, when], n) => ({ part: PARTS[at % PARTS.length] as SmallProgram, when, key: `p${n}` }));
  const shape = Object.fromEntries(
    parts.flatMap(({ part, key }) => [
      [key, part.schema],
      [`${key}on`, z.boolean()],
    ]),
  );
  const base = Object.fromEntries(
    parts.flatMap(({ part, key }) => [
      [key, part.bases[0] as Json],
      [`${key}on`, true],
    ]),
  );
  const build = (settings: JsonObject, hash: HashOf): Objects =>
    Object.assign(
      {},
      ...parts.map(({ part, when, key }) => {
        const isThere = when === 'always' || (when === 'switch' ? settings[`${key}on`] === true : settings.env === 'prod');
        return isThere
          ? renamed(
              part.build(settings[key], (kind, of, length) => hash(kind, `${key}/${of}`, length)),
              key,
            )
          : {};
      }),
    ) as Objects;
  return {
    name: parts.map(({ part, when }) => `${part.name} (${when})`).join(' + '),
    schema: z.object({ env: z.enum(['dev', 'prod']), ...shape }),
    build,
    bases: [{ env: 'prod', ...base }],
    ends: 'lifted',
    literals: parts.flatMap(({ part }) => part.literals ?? []),
  };
}

/** Objects of one part under paths and namespaces of their own. */
function renamed(objects: Objects, key: string): Objects {
  return Object.fromEntries(
    Object.entries(objects).map(([construct, manifest]) => [
      `${key}/${construct}`,
      { ...manifest, metadata: { ...(manifest.metadata as JsonObject), namespace: key } },
    ]),
  );
}

test('programs composed of features are equal for every value that their charts take', () => {
  const pick = fc.tuple(fc.nat(PARTS.length - 1), fc.constantFrom('always' as const, 'switch' as const, 'prod' as const));
  fc.assert(
    fc.property(fc.array(pick, { minLength: 2, maxLength: 4 }), (picks) => {
      const program = composed(picks);
      const outcome = outcomeOf(program);
      if ('refused' in outcome) throw new Error(outcome.refused);
      const wrong = valuesFor(program, outcome.chart, 60).filter((values) => isWrong(program, outcome.chart, values));
      expect(wrong).toEqual([]);
      expect(outcome.chart.frozen).toEqual([]);
    }),
    { numRuns: 12, seed: 2, endOnFailure: true },
  );
});
