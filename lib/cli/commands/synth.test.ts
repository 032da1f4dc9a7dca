import fs from 'node:fs';
import path from 'node:path';
import { GENERATED, type Output } from '../../outputs';
import { isProject } from '../project';
import { filesIn, invoke, newFolder, onShop, removeFolders, SHOP } from '../testing/invoke';

afterAll(removeFolders);

const FILES = ['dev/00-shop.yaml', 'dev/01-shop-web.yaml', 'prod/00-shop.yaml', 'prod/01-shop-web.yaml', 'prod/01-shop-worker.yaml'];

it('writes every environment, lists the files on stdout, and talks on stderr', async () => {
  const cwd = newFolder();
  const { code, out, err } = await onShop(['synth'], { cwd });
  expect({ code, out }).toEqual({ code: 0, out: FILES.map((file) => `dist/${file}\n`).join('') });
  expect(err).toBe('dist/dev: 3 objects, 2 files\ndist/prod: 4 objects, 3 files\n');
  expect(Object.keys(filesIn(path.join(cwd, 'dist')))).toEqual(FILES);
});

it('gives the same bytes again, in one process too, and leaves files alone that hold them', async () => {
  const cwd = newFolder();
  await onShop(['synth'], { cwd });
  const before = filesIn(cwd);
  const { err } = await onShop(['synth'], { cwd });
  expect(filesIn(cwd)).toEqual(before);
  expect(err).toBe('dist/dev: 3 objects, 2 files, unchanged\ndist/prod: 4 objects, 3 files, unchanged\n');
});

it('removes a file that is no longer made', async () => {
  const cwd = newFolder();
  await onShop(['synth'], { cwd });
  await onShop(['synth', '--set', 'worker=null'], { cwd });
  expect(Object.keys(filesIn(cwd))).toEqual(FILES.filter((file) => !file.includes('worker')).map((file) => `dist/${file}`));
});

it.each([
  ['--outdir', ['--outdir', 'out'], {}, 'out'],
  ['CDK8S_OUTDIR, as under cdk8s synth', [], { CDK8S_OUTDIR: 'from-cdk8s' }, 'from-cdk8s'],
  ['--outdir rather than CDK8S_OUTDIR', ['-o', 'out'], { CDK8S_OUTDIR: 'from-cdk8s' }, 'out'],
])('writes to %s', async (_, args, env, folder) => {
  const cwd = newFolder();
  await onShop(['synth', ...args], { cwd, env });
  expect(Object.keys(filesIn(cwd))).toEqual(FILES.map((file) => `${folder}/${file}`));
});

it('writes one environment and leaves the others as they are', async () => {
  const cwd = newFolder();
  await onShop(['synth'], { cwd });
  const before = filesIn(cwd);
  await onShop(['synth', '--env', 'prod', '--set', 'web.replicas=9'], { cwd });
  const changed = Object.entries(filesIn(cwd)).filter(([file, text]) => before[file] !== text);
  expect(changed.map(([file]) => file)).toEqual(['dist/prod/01-shop-web.yaml']);
});

it('prints one environment to stdout, in apply order, and writes nothing', async () => {
  const cwd = newFolder();
  const { out } = await onShop(['synth', '--env', 'prod', '--stdout'], { cwd });
  expect(fs.readdirSync(cwd)).toEqual([]);
  expect(out.match(/^kind: .*/gm)).toEqual(['kind: ConfigMap', 'kind: Service', 'kind: Deployment', 'kind: Deployment']);
});

it.each([
  ['a values file', ['--values', 'values.yaml'], {}, 5],
  ['later values files over earlier', ['-f', 'values.yaml', '-f', 'more.yaml'], {}, 6],
  ['the environment variable over values files', ['-f', 'values.yaml'], { ROLLWRIGHT_SET: 'web.replicas=7' }, 7],
  ['--set over the environment variable', ['--set', 'web.replicas=8'], { ROLLWRIGHT_SET: 'web.replicas=7' }, 8],
])('takes settings from %s', async (_, args, env, replicas) => {
  const cwd = newFolder();
  fs.writeFileSync(path.join(cwd, 'values.yaml'), 'web:\n  replicas: 5\n');
  fs.writeFileSync(path.join(cwd, 'more.yaml'), 'web: {replicas: 6}\n');
  const { out } = await onShop(['synth', '--env', 'prod', '--stdout', ...args], { cwd, env });
  expect(out).toContain(`replicas: ${replicas}\n`);
});

it('takes text and files as text', async () => {
  const cwd = newFolder();
  fs.writeFileSync(path.join(cwd, 'queue'), 'from a file');
  const { out } = await onShop(['synth', '-e', 'prod', '--stdout', '--set-string', 'namespace=007', '--set-file', 'worker.queue=queue'], { cwd });
  expect(out).toContain('namespace: "007"');
  expect(out).toContain('value: from a file');
});

describe('an output that needs all environments', () => {
  const fleet: Output = {
    name: 'fleet',
    whole: true,
    folders: (environments) => [{ folder: 'fleet', files: [{ path: 'all.yaml', text: `# ${GENERATED}\n- ${environments.length} environments\n` }] }],
  };
  const load = (file: string): unknown => {
    const { default: shop } = require(file) as { default: unknown };
    return isProject(shop) ? { ...shop, outputs: [...shop.outputs, fleet] } : shop;
  };
  const synth = (cwd: string, ...args: string[]) => invoke(['synth', '--project', SHOP, ...args], { cwd, load });

  it('is written by a run for all of them, and left alone by a run for one', async () => {
    const cwd = newFolder();
    await synth(cwd);
    expect(filesIn(cwd)['dist/fleet/all.yaml']).toContain('2 environments');
    const { err } = await synth(cwd, '--env', 'prod');
    expect(filesIn(cwd)['dist/fleet/all.yaml']).toContain('2 environments');
    expect(err).toContain('fleet: left as it was, it needs all environments');
    expect(err).not.toContain('dist/fleet: left by an earlier run');
  });

  it('is no part of what --stdout prints', async () => {
    expect((await synth(newFolder(), '--env', 'prod', '--stdout')).out).not.toContain('environments');
  });
});

const BAD: readonly [string, string[], Record<string, string>, string, string?][] = [
  ['an unknown environment', ['--env', 'prd'], {}, 'ENVIRONMENT_UNKNOWN', 'did you mean prod?'],
  ['an unknown output', ['--output', 'plan'], {}, 'OUTPUT_UNKNOWN', 'did you mean plain?'],
  ['an unknown program', ['--program', 'dodo', '--set', 'a=1'], {}, 'PROGRAM_UNKNOWN', 'Name one of: shop'],
  ['a wrong value', ['--set', 'web.replicas=many'], {}, 'SETTINGS_INVALID', 'web.replicas (from --set)'],
  ['an unknown setting', ['--set', 'web.replica=2'], {}, 'SETTINGS_UNKNOWN_KEY', 'did you mean web.replicas?'],
  ['a wrong --set', ['--set', 'web.replicas'], {}, 'SETTINGS_SET'],
  ['a wrong environment variable', [], { ROLLWRIGHT_SET: 'web.replicas' }, 'SETTINGS_SET', '(from ROLLWRIGHT_SET)'],
  ['a values file that is not there', ['--values', 'nowhere.yaml'], {}, 'FILE_UNREADABLE', 'there is no such file (ENOENT)'],
  ['a folder as values file', ['--values', '.'], {}, 'FILE_UNREADABLE', 'it is a folder'],
  ['a binary values file', ['--values', 'binary'], {}, 'VALUES_FILE', 'not UTF-8 text'],
  ['a values file with control characters', ['--values', 'control'], {}, 'VALUES_FILE', 'not a text file'],
  ['a values file that is no YAML', ['--values', 'broken.yaml'], {}, 'VALUES_FILE', 'broken.yaml:3'],
  ['a binary file as text', ['--set-file', 'worker.queue=binary'], {}, 'FILE_NOT_TEXT'],
  ['a program that throws', ['--set', 'wrong=throws'], {}, 'PROGRAM_FAILED', 'the shop is closed'],
  ['a secret in a manifest', ['--set', 'wrong=secret-in-manifest'], {}, 'SECRET_IN_OUTPUT', 'ConfigMap shop/config  /data/URL'],
];

it.each(BAD)('refuses %s: exit code 1, a coded error, no stack, the previous output whole', async (_, args, env, code, text = '') => {
  const cwd = newFolder();
  fs.writeFileSync(path.join(cwd, 'binary'), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  fs.writeFileSync(path.join(cwd, 'control'), 'web: "\u0001"\n');
  fs.writeFileSync(path.join(cwd, 'broken.yaml'), 'web:\n  replicas: [1\n');
  await onShop(['synth'], { cwd });
  const before = filesIn(cwd);
  const ended = await onShop(['synth', ...args], { cwd, env });
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain(`error ${code}`);
  expect(ended.err).toContain(`docs/errors/${code}.md`);
  expect(ended.err).toContain(text);
  expect(ended.err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(ended.err).not.toContain('correct horse');
  expect(filesIn(cwd)).toEqual(before);
});

it('reports the problems of all environments together', async () => {
  const { err } = await onShop(['synth', '--set', 'web.replicas=0,webb=1'], { cwd: newFolder() });
  expect(err.match(/^error .*/gm)).toEqual([
    expect.stringMatching(/^error SETTINGS_UNKNOWN_KEY {2}dev /),
    expect.stringMatching(/^error SETTINGS_INVALID {2}dev /),
    expect.stringMatching(/^error SETTINGS_UNKNOWN_KEY {2}prod /),
    expect.stringMatching(/^error SETTINGS_INVALID {2}prod /),
  ]);
});

it('reports every file that cannot be read together', async () => {
  const { err } = await onShop(['synth', '-f', 'one', '-f', 'two', '--set', 'x'], { cwd: newFolder() });
  expect(err.match(/^error \w+/gm)).toEqual(['error FILE_UNREADABLE', 'error FILE_UNREADABLE', 'error SETTINGS_SET']);
});

it.each([
  ['without an environment', ['--stdout']],
  ['with two', ['--stdout', '-e', 'dev', '-e', 'prod']],
  ['with a folder', ['--stdout', '-e', 'dev', '-o', 'x']],
])('takes no --stdout %s', async (_, args) => {
  expect(await onShop(['synth', ...args], { cwd: newFolder() })).toMatchObject({ code: 64, out: '' });
});

it.each([['-o', ''], ['--outdir='], ['-o', '', '--env', 'prod']])('takes no empty name for the folder: %j', async (...args) => {
  const cwd = newFolder();
  expect(await onShop(['synth', ...args], { cwd })).toMatchObject({ code: 64, out: '', err: expect.stringContaining('It must name a folder') });
  expect(fs.readdirSync(cwd)).toEqual([]);
});

it.each([
  ['dist', {}],
  ['from-cdk8s', { CDK8S_OUTDIR: 'from-cdk8s' }],
  ['deep', { CDK8S_OUTDIR: 'deep/out' }],
])('does not take the usual output folder for something left over: %s', async (_, env) => {
  const cwd = newFolder();
  await onShop(['synth'], { cwd, env });
  const { code, err } = await onShop(['synth', '-o', '.'], { cwd, env });
  expect(code).toBe(0);
  expect(err).not.toContain('left by an earlier run');
});

it('mentions a folder that no environment writes any more, and leaves it', async () => {
  const cwd = newFolder();
  await onShop(['synth'], { cwd });
  fs.renameSync(path.join(cwd, 'dist/dev'), path.join(cwd, 'dist/qa'));
  fs.mkdirSync(path.join(cwd, 'dist/mine'));
  fs.writeFileSync(path.join(cwd, 'dist/mine/x.yaml'), 'mine: true\n');
  const { err } = await onShop(['synth'], { cwd });
  expect(err).toContain('dist/qa: left by an earlier run');
  expect(err).not.toContain('dist/mine');
  expect(fs.existsSync(path.join(cwd, 'dist/qa/00-shop.yaml'))).toBe(true);
});
