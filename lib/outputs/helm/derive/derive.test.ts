import { FEATURES } from '../../testing/helm/features';
import { HOSTILE } from '../../testing/helm/hostile';
import { isWrong, outcomeOf, valuesFor } from '../../testing/helm/outcome';

const VALUES = 250;

describe.each([
  ['features', FEATURES],
  ['hostile programs', HOSTILE],
])('%s', (_, programs) => {
  test.each(programs.map((program) => [program.name, program] as const))('%s', (_name, program) => {
    const { ends } = program;
    const outcome = outcomeOf(program);
    if (typeof ends === 'object' && 'refused' in ends) {
      expect(outcome).toEqual({ refused: expect.stringContaining(ends.refused) });
      return;
    }
    if ('refused' in outcome) throw new Error(outcome.refused);
    const { chart } = outcome;
    expect(chart.frozen.map(({ path }) => path)).toEqual(ends === 'lifted' ? [] : ends.frozen);
    const wrong = valuesFor(program, chart, VALUES).filter((values) => isWrong(program, chart, values));
    expect(wrong).toEqual([]);
  });
});

test('there are at least 60 features and 30 hostile programs', () => {
  expect(FEATURES.length).toBeGreaterThanOrEqual(60);
  expect(HOSTILE.length).toBeGreaterThanOrEqual(30);
});

test('the same seed gives the same chart', () => {
  const program = FEATURES.find(({ name }) => name === 'a hash in an annotation');
  const texts = [1, 2].map(() => {
    const outcome = program === undefined ? { refused: '' } : outcomeOf(program, 7);
    return 'chart' in outcome ? [outcome.chart.emit(), outcome.chart.schema] : outcome;
  });
  expect(texts[0]).toEqual(texts[1]);
});
