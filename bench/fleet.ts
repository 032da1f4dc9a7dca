/** `npm run bench:fleet`: what 1,000 (cluster, environment) pairs of dodo cost as an Argo CD source, beside the rendering of the environments themselves. */
import { dodo } from '../charts/dodo';
import { environments } from '../environments';
import { rollwright } from '../lib';
import { renderContext, renderEnvironments } from '../lib/cli/render';
import { argoCd, plainYaml } from '../lib/outputs';

const repoURL = 'https://git.example.com/shop/deploy.git';
const SHAPES: readonly (readonly [clusters: number, environments: number])[] = [
  [500, 2],
  [100, 10],
  [10, 100],
];

for (const [clusters, count] of SHAPES) {
  const layers = Object.fromEntries(Array.from({ length: count }, (_, at) => [`env-${at}`, environments.prod]));
  const project = rollwright({ programs: [dodo], environments: layers, outputs: [plainYaml()] });
  const context = renderContext({ project, file: 'main.ts' }, {}, { cwd: '.', env: {} });
  const [rendered, rendering] = timed(() => renderEnvironments(context, project.environments));
  const [, plain] = timed(() => plainYaml().folders(rendered));
  const names = Array.from({ length: clusters }, (_, at) => `cluster-${at}`);
  const [[folder] = [], writing] = timed(() => argoCd({ repoURL, clusters: names }).folders(rendered));
  const set = folder?.files.find(({ path }) => path === 'applicationset.yaml')?.text.length ?? 0;
  const all = folder?.files.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
  console.log(
    `${clusters} clusters x ${count} environments: rendering ${rendering} ms, plain output ${plain} ms, Argo CD output ${writing} ms; ` +
      `ApplicationSet ${kib(set)}, everything ${kib(all)}`,
  );
}

/** The shortest of three runs, after one that warms up. */
function timed<T>(run: () => T): readonly [T, number] {
  const times: number[] = [];
  let result = run();
  for (let turn = 0; turn < 3; turn++) {
    const start = performance.now();
    result = run();
    times.push(performance.now() - start);
  }
  return [result, Math.round(Math.min(...times))];
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}
