import fs from 'node:fs';
import path from 'node:path';
import { RollwrightError } from '../errors';
import { loadModule, loadProject } from './loader';
import { filesIn, invoke, newFolder, removeFolders, SHOP } from './testing/invoke';

afterAll(removeFolders);

const project = { [Symbol.for('rollwright.project')]: true };

function folderWith(files: Record<string, string>): string {
  const folder = newFolder();
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

it.each([
  ['main.ts first', { 'main.ts': '', 'main.js': '' }, undefined, 'main.ts'],
  ['main.js', { 'main.js': '', 'main.cjs': '' }, undefined, 'main.js'],
  ['the file that is named', { 'main.ts': '', 'other.ts': '' }, 'other.ts', 'other.ts'],
  ['the main file of a folder that is named', { 'deploy/main.js': '' }, 'deploy', 'deploy/main.js'],
])('finds %s', (_, files, named, found) => {
  const cwd = folderWith(files);
  expect(path.relative(cwd, loadProject(cwd, named, () => ({ default: project })).file)).toBe(found);
});

it.each([
  ['a default export', { default: project }],
  ['a CommonJS export', project],
  ['the default export of an ES module seen from CommonJS', { default: { default: project } }],
])('takes %s', (_, exported) => {
  expect(loadProject(folderWith({ 'main.ts': '' }), undefined, () => exported).project).toBe(project);
});

it.each<[string, Record<string, string>, string | undefined, () => unknown, string, string]>([
  ['no project', {}, undefined, () => project, 'PROJECT_NOT_FOUND', 'there is no main.ts, main.js, main.cjs'],
  ['a file that is not there', {}, 'x.ts', () => project, 'PROJECT_NOT_FOUND', 'there is no x.ts'],
  ['a folder without a main file', { 'deploy/x': '' }, 'deploy', () => project, 'PROJECT_NOT_FOUND', 'there is no deploy/main.ts'],
  [
    'another default export',
    { 'main.ts': '' },
    undefined,
    () => ({ default: { programs: [] } }),
    'PROJECT_INVALID',
    'the default export is not a rollwright declaration',
  ],
  ['no export', { 'main.ts': '' }, undefined, () => undefined, 'PROJECT_INVALID', ''],
])('refuses %s', (_, files, named, load, code, message) => {
  const loading = (): unknown => loadProject(folderWith(files), named, load);
  expect(loading).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
});

it('passes on the problems of a declaration', () => {
  const load = (): never => {
    throw new RollwrightError({ code: 'PROJECT_INVALID', message: 'x' });
  };
  expect(() => loadProject(folderWith({ 'main.ts': '' }), undefined, load)).toThrow(expect.objectContaining({ code: 'PROJECT_INVALID' }));
});

it.each([
  ['throws', 'throw new Error("not today");\n', 'not today', 'main.js:1'],
  ['imports what is not there', '\nrequire("./nowhere");\n', "Cannot find module './nowhere'", 'main.js:2'],
  ['is no JavaScript', 'const = 1;\n', '', 'main.js'],
  ['throws no error', 'throw "a text";\n', 'a text', 'main.js'],
])('says where a project fails that %s, without a stack', async (_, text, message, at) => {
  const cwd = folderWith({ 'main.js': text });
  const { code, err } = await invoke(['synth'], { cwd });
  expect(code).toBe(1);
  expect(err).toContain('PROJECT_FAILED');
  expect(err).toContain(message);
  expect(err).toContain(`at ${at}`);
  expect(err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(Object.keys(filesIn(cwd))).toEqual(['main.js']);
});

it('says what to install when nothing can load TypeScript', () => {
  const file = path.join(folderWith({ 'main.ts': '' }), 'main.ts');
  expect(() => loadModule(file)).toThrow(
    expect.objectContaining({ code: 'PROJECT_LOADER_MISSING', message: expect.stringContaining('npm install --save-dev tsx') }),
  );
});

it("uses the project's own ts-node where it has no tsx", () => {
  const register =
    'module.exports = { register: (options) => { globalThis.tsNodeRegistered = options; require.extensions[".ts"] = (m, f) => m._compile("module.exports = 7", f); } };';
  const folder = folderWith({ 'main.ts': 'export default 7 as number', 'node_modules/ts-node/index.js': register });
  expect(runsInNode(path.join(folder, 'main.ts'))).toBe('7');
});

it("uses the project's own tsx", () => {
  const folder = folderWith({ 'main.ts': 'import { b } from "./b";\nexport default b satisfies number;', 'b.ts': 'export const b: number = 7;' });
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(path.dirname(require.resolve('tsx/package.json')), path.join(folder, 'node_modules/tsx'));
  expect(runsInNode(path.join(folder, 'main.ts'))).toBe('{"default":7}');
});

it("loads no package twice with the project's own tsx", () => {
  const shared = 'module.exports = globalThis.loads = (globalThis.loads ?? 0) + 1;';
  const folder = folderWith({ 'main.ts': 'import loads from "shared";\nexport default loads as number;', 'node_modules/shared/index.js': shared });
  fs.symlinkSync(path.dirname(require.resolve('tsx/package.json')), path.join(folder, 'node_modules/tsx'));
  const before = `require(${JSON.stringify(path.join(folder, 'node_modules/shared'))});`;
  expect(runsInNode(path.join(folder, 'main.ts'), before)).toBe('{"default":1}');
});

/** What `loadModule` gives in a process of its own that was not started under any loader of TypeScript, as the published command is. */
function runsInNode(file: string, before = ''): string {
  const { transformSync } = require('@swc/core') as typeof import('@swc/core');
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  const compiled = newFolder();
  for (const name of ['cli/loader', 'cli/disk', 'cli/generated', 'cli/thrown', 'cli/project', 'errors']) {
    const source = fs.readFileSync(path.join(__dirname, '..', `${name}.ts`), 'utf8');
    const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } });
    fs.mkdirSync(path.join(compiled, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(compiled, `${name}.js`), code);
  }
  for (const room of ['outputs', 'settings', 'synth']) {
    fs.mkdirSync(path.join(compiled, room));
    fs.writeFileSync(path.join(compiled, room, 'index.js'), 'exports.GENERATED = "";');
  }
  const script = `${before} process.stdout.write(JSON.stringify(require(${JSON.stringify(path.join(compiled, 'cli/loader.js'))}).loadModule(${JSON.stringify(file)})))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return stdout === '' ? stderr : stdout;
}

it('loads the shop', () => {
  expect(loadProject(path.dirname(SHOP), undefined, (file) => require(file) as unknown).project.environments).toEqual(['dev', 'prod']);
});
