import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig } from '../../constructs';
import { program, renderProgram } from '../../synth';
import { withGenerations } from '../kept';
import { plainYaml } from '../plain';
import { argoCd } from './argo-cd';

const shop = program({
  name: 'shop',
  settings: z.object({}),
  build: (app) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new AppConfig(chart, 'a', { name: 'words', mode: 'keep', data: { WORD: 'a' } });
    const annotations = { 'argocd.argoproj.io/sync-options': 'Validate=false' };
    new AppConfig(chart, 'b', { name: 'said', mode: 'keep', data: { WORD: 'b' }, metadata: { annotations } });
    new AppConfig(chart, 'c', { name: 'plain', data: { WORD: 'c' } });
  },
});

it('Argo CD prunes generations of kept config last, unless the program says what it does with them; plain YAML says nothing of it', () => {
  const rendered = withGenerations(renderProgram(shop, {}), [{ config: 'words', name: 'words-0123456789', data: { WORD: 'z' } }]);
  const environments = [{ environment: 'prod', programs: [{ program: 'shop', rendered }] }];
  const [folder] = argoCd({ repoURL: 'https://git.example.com/deploy.git' }).folders(environments);
  const documents = folder?.files.find(({ path }) => path.startsWith('prod/'))?.text.split('---\n') ?? [];
  const options = documents.slice(1).map((text) => [text.match(/^ {2}name: (\w+)/m)?.[1], text.match(/sync-options: (.*)/)?.[1]]);
  expect(options).toEqual([
    ['plain', undefined],
    ['said', 'Validate=false'],
    ['words', 'PruneLast=true'],
    ['words', 'PruneLast=true'],
  ]);
  const plain = plainYaml()
    .folders(environments)
    .flatMap(({ files }) => files.map(({ text }) => text));
  expect(plain.join('')).not.toContain('PruneLast');
});
