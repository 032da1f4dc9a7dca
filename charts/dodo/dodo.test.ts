import { type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { environments } from '../../environments';
import { plainYaml, program, projectFiles, rollwright } from '../../lib';
import { Dodo, dodo } from '.';
import { type DodoSettings, dodoSettings } from './settings';

/** dodo's files in an environment, built another way. */
function files(build: (app: App, s: DodoSettings) => void, env = 'prod', set: readonly string[] = []) {
  const other = program({ name: 'dodo', settings: dodoSettings, build });
  return projectFiles(rollwright({ programs: [other], environments, outputs: [plainYaml()] }), { env: [env], set });
}

const original = (env?: string, set?: readonly string[]) => files(dodo.build, env, set);

/** Every file of a folder as one text. */
function text(folders: ReturnType<typeof files>): string {
  return folders.flatMap((folder) => folder.files.map((file) => file.text)).join('');
}

describe('moving, renaming and regrouping constructs changes no byte', () => {
  test('the chart under another id', () => {
    expect(files((app, s) => new Dodo(app, 'renamed', s))).toEqual(original());
  });

  test('the chart below other charts and constructs', () => {
    const moved = files((app, s) => {
      const outer = new Chart(app, 'outer', { namespace: 'elsewhere', labels: {} });
      new Dodo(new Construct(outer, 'group'), 'dodo', s);
    });
    expect(moved).toEqual(original());
  });

  test('every construct under other ids, in another place of the tree', () => {
    const regrouped = files((app, s) => {
      const scope = new Construct(app, 'a');
      class Renamed extends Dodo {
        constructor(parent: Construct, id: string, settings: DodoSettings) {
          super(new Construct(parent, `${id}-more`), id, settings);
        }
      }
      new Renamed(new Construct(scope, 'b'), 'zz', s);
    });
    expect(regrouped).toEqual(original());
  });
});

describe('what a setting changes', () => {
  const checksums = (folders: ReturnType<typeof files>) => [...text(folders).matchAll(/checksum\/config: "?(\w+)/g)].map(([, sum]) => sum);

  test('LOG_LEVEL changes the checksum of web and worker, and the name of the migration that reads it', () => {
    const [before, after] = [original(), original('prod', ['logLevel=debug'])];
    expect(checksums(before)).toHaveLength(2);
    expect(checksums(after)).toHaveLength(2);
    for (const [index, sum] of checksums(after).entries()) expect(sum).not.toBe(checksums(before)[index]);
    expect(text(after)).not.toContain(/dodo-migrate-\w{10}/.exec(text(before))?.[0]);
  });

  test('the number of workers changes no checksum', () => {
    expect(checksums(original('prod', ['worker.replicas=7']))).toEqual(checksums(original()));
  });

  test('SENTRY__DSN is in prod only, and one WEB__CROSS_ORIGIN__ for each origin', () => {
    expect(text(original('prod'))).toContain('SENTRY__DSN');
    expect(text(original('dev'))).not.toContain('SENTRY__DSN');
    expect(text(original('prod')).match(/WEB__CROSS_ORIGIN__\d/g)).toEqual(['WEB__CROSS_ORIGIN__0', 'WEB__CROSS_ORIGIN__1']);
  });
});
