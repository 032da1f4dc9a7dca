import { expectPinned } from './__snapshots__/pinned';
import { projectFiles } from './lib';
import project from './main';

/** The files of a folder as one text, each under its name. */
function text(files: readonly { readonly path: string; readonly text: string }[]): string {
  return files.map((file) => `# ---- ${file.path}\n${file.text}`).join('');
}

test.each(project.environments)('the manifests of %s are pinned', (environment) => {
  for (const { folder, files } of projectFiles(project, { env: [environment] })) expectPinned(`dodo.${folder}.plain.yaml`, text(files));
});

test('what Argo CD is given is pinned', () => {
  const [folder] = projectFiles(project, { output: ['argocd'] });
  expectPinned('dodo.argocd.yaml', text(folder?.files ?? []));
});

test('the chart is pinned', () => {
  const [folder] = projectFiles(project, { output: ['chart'] });
  expectPinned('dodo.chart.txt', text(folder?.files ?? []));
}, 120_000);

test('rendering twice gives the same bytes', () => {
  expect(projectFiles(project)).toEqual(projectFiles(project));
});

test('a setting of the command line reaches the files', () => {
  const [dev] = projectFiles(project, { env: ['dev'], set: ['worker.replicas=3'] });
  expect(dev?.files.find(({ path }) => path.endsWith('worker.yaml'))?.text).toContain('replicas: 3');
});
