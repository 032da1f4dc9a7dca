import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../harness';
import { commandLine } from '../rollwright';

const ROOT = join(__dirname, '../..');

/** The settings of the one environment. */
export interface Words {
  readonly word: string;
  readonly extra?: boolean;
}

/** A project as a team has it in a repository, with a lock, that writes a chart. */
export class KeptProject {
  constructor(
    private readonly folder: string,
    private readonly namespace: string,
  ) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'main.ts'),
      `import { helmChart, layer, plainYaml, rollwright } from '${ROOT}/lib';
import { chartKeep } from '${ROOT}/e2e/programs/chart-keep';
import settings from './settings.json';

export default rollwright({
  programs: [chartKeep],
  environments: { prod: [layer(settings)] },
  outputs: [plainYaml(), helmChart({ shop: { version: '1.0.0', release: { name: 'name', namespace: 'namespace' } } })],
});
`,
    );
  }

  /** Writes the chart anew after a change of settings, as somebody does who commits the lock; the arguments of `helm` that install it. */
  async chart(words: Words): Promise<readonly string[]> {
    writeFileSync(join(this.folder, 'settings.json'), JSON.stringify({ name: 'shop', namespace: this.namespace, ...words }));
    for (const command of [['synth', '--no-frozen'], ['chart']]) await outputOf({ ...commandLine(command), cwd: this.folder });
    const chart = join(this.folder, 'dist/chart/shop');
    return [chart, '--values', join(chart, 'values.prod.yaml')];
  }
}
