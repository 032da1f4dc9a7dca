import { parse } from 'yaml';
import { z } from 'zod';
import { RollwrightError } from '../../../errors';
import { thing } from '../../testing/helm/program';
import type { ChartOptions } from '../input';
import { made, small, text } from './testing/shop';

describe('what the author says', () => {
  const named = small(z.object({ name: z.string(), kind: z.enum(['a', 'b']), deep: z.object({ ns: z.string() }) }), (s) => ({ o: thing(s.kind, s.name) }), {
    name: 'x',
    kind: 'a',
    deep: { ns: 'y' },
  });

  test.each<[string, Partial<ChartOptions>, string]>([
    ['version', { version: '1.0' }, '"1.0" is no version of SemVer 2'],
    ['name', { name: 'My_Shop' }, '"My_Shop" is no DNS label'],
    ['defaults', { defaults: 'deev' }, 'there is no environment "deev"; did you mean dev?'],
    ['kubeVersion', { kubeVersion: 'newest' }, '"newest" is no constraint that Helm reads'],
    ['release.name', { release: { name: 'nmae' } }, 'the program has no setting "nmae"; did you mean name?'],
    ['release.namespace', { release: { namespace: 'deep' } }, 'the setting deep does not take any text'],
    ['release.name', { release: { name: 'kind' } }, 'the setting kind does not take any text'],
    ['release', { release: { name: 'name', namespace: 'name' } }, 'cannot be both'],
    ['fixed', { fixed: ['deep.nss'] }, 'the program has no setting "deep.nss"; did you mean deep.ns?'],
    ['appVersion', { appVersion: { setting: 'tag' } }, 'the program has no setting "tag"'],
  ])('%s is checked', (path, options, message) => {
    let problems: RollwrightError['problems'] = [];
    try {
      made(named, options);
    } catch (error) {
      problems = error instanceof RollwrightError ? error.problems : [];
    }
    expect(problems).toEqual([expect.objectContaining({ code: 'CHART_OPTION_INVALID', path, message: expect.stringContaining(message) })]);
  });

  test('all at once', () => {
    expect(() => made(named, { version: '', name: '' })).toThrow(/"" is no version(.|\n)*"" is no DNS label/);
  });

  test('stands in Chart.yaml', () => {
    const chart = made(named, {
      version: '2.0.0-rc.1',
      name: 'other',
      kubeVersion: '>=1.30.0-0',
      appVersion: { setting: 'deep.ns' },
      description: 'A: b',
      keywords: ['x'],
      home: 'https://example.com',
      sources: ['https://example.com/git'],
      maintainers: [{ name: 'We', email: 'we@example.com' }],
      icon: 'https://example.com/icon.svg',
    });
    expect(parse(text(chart, 'Chart.yaml'))).toEqual({
      apiVersion: 'v2',
      name: 'other',
      version: '2.0.0-rc.1',
      kubeVersion: '>=1.30.0-0',
      type: 'application',
      description: 'A: b',
      appVersion: 'y',
      keywords: ['x'],
      home: 'https://example.com',
      sources: ['https://example.com/git'],
      maintainers: [{ name: 'We', email: 'we@example.com' }],
      icon: 'https://example.com/icon.svg',
    });
    expect(made(named, { appVersion: '7' }).files.find(({ path }) => path === 'Chart.yaml')?.text).toContain('appVersion: "7"');
  });
});
