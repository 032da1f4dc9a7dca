import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../harness';
import { commandLine } from '../rollwright';
import type { Change, ProjectPlan } from './dialect';
import type { Environment } from './program';

const ROOT = join(__dirname, '../..');

/** A project of the conformance program as a team has it in a repository: main.ts, settings for each environment, what `rollwright` writes. */
export class Checkout {
  private readonly settings = new Map<Environment, Change>();

  /**
   * @param folder its own; it is made
   * @param outputs the expression in main.ts: `[plainYaml()]`
   */
  constructor(
    readonly folder: string,
    { namespaces, config }: Pick<ProjectPlan, 'namespaces' | 'config'>,
    outputs: string,
  ) {
    mkdirSync(folder, { recursive: true });
    for (const [environment, namespace] of Object.entries(namespaces)) this.settings.set(environment as Environment, { namespace });
    writeFileSync(join(folder, 'main.ts'), mainFile(config, outputs));
    this.write();
  }

  get environments(): readonly Environment[] {
    return [...this.settings.keys()];
  }

  /** Edits the settings of an environment: over what they were. */
  edit(environment: Environment, change: Change): void {
    this.settings.set(environment, merged(this.settings.get(environment) ?? {}, change) as Change);
    this.write();
  }

  /** The settings of an environment, over those of the program's own layers. */
  settingsOf(environment: Environment): Change {
    return this.settings.get(environment) ?? {};
  }

  /** `rollwright synth`, by somebody who commits the lock with it; returns the output folder. */
  async synth(): Promise<string> {
    await this.rollwright('synth', '--no-frozen');
    return join(this.folder, 'dist');
  }

  /** `rollwright COMMAND` in the project's folder. */
  rollwright(...args: readonly string[]): Promise<string> {
    return outputOf({ ...commandLine(args), cwd: this.folder });
  }

  private write(): void {
    writeFileSync(join(this.folder, 'settings.json'), JSON.stringify(Object.fromEntries(this.settings), undefined, 2));
  }
}

function mainFile(config: ProjectPlan['config'], outputs: string): string {
  return `import { argoCd, helmChart, layer, plainYaml, rollwright } from '${ROOT}/lib';
import { environments, programs } from '${ROOT}/e2e/conformance/program';
import settings from './settings.json';

export default rollwright({
  programs: [programs.${config}],
  environments: Object.fromEntries(Object.entries(settings).map(([name, own]) => [name, [...environments[name], layer(own)]])),
  outputs: ${outputs},
});
`;
}

/** As settings merge: objects merge, all else replaces. */
function merged(under: object, over: object): object {
  const all: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = all[key];
    all[key] = isObject(below) && isObject(value) ? merged(below, value) : value;
  }
  return all;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
