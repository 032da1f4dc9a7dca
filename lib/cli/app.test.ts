import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiObject, Chart, App as StockApp, YamlOutputType } from 'cdk8s';
import { RollwrightError } from '../errors';
import { App, writeFiles } from './app';
import { type Disk, realDisk } from './disk';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'app-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function shop<A extends StockApp>(app: A): A {
  const chart = new Chart(app, 'shop');
  new ApiObject(chart, 'b', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' }, data: { z: '1', a: '2' } });
  new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } });
  return app;
}

function tree(from: string): { [file: string]: string } {
  const files = fs.readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => path.join(entry.parentPath, entry.name)).map((file) => [path.relative(from, file), fs.readFileSync(file, 'utf8')]),
  );
}

test.each([YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE])(
  'output type %i: the same files as stock, into a new folder and over an old one',
  (yamlOutputType) => {
    const [stock, ours] = [path.join(folder, 'deep/stock'), path.join(folder, 'deep/ours')];
    shop(new StockApp({ outdir: stock, yamlOutputType, recordConstructMetadata: true })).synth();
    const app = shop(new App({ outdir: ours, yamlOutputType, recordConstructMetadata: true }));
    app.synth();
    expect(tree(ours)).toEqual(tree(stock));
    app.synth();
    expect(tree(ours)).toEqual(tree(stock));
    expect(fs.readdirSync(path.join(folder, 'deep')).sort()).toEqual(['ours', 'stock']);
  },
);

test('nothing foreign is touched', () => {
  fs.writeFileSync(path.join(folder, 'shop.k8s.yaml'), 'old');
  fs.writeFileSync(path.join(folder, 'notes.txt'), 'mine');
  shop(new App({ outdir: folder })).synth();
  expect(tree(folder)).toEqual({ 'notes.txt': 'mine', 'shop.k8s.yaml': expect.stringContaining('kind: Secret') });
});

describe.each(['new', 'old'])('an error with %s output leaves what was there', (state) => {
  const outdir = () => path.join(folder, 'dist');
  beforeEach(() => {
    if (state === 'old') shop(new App({ outdir: outdir() })).synth();
  });
  const untouched = () => (state === 'old' ? { 'dist/shop.k8s.yaml': expect.any(String) } : {});

  test('that only the last chart has', () => {
    const app = shop(new App({ outdir: outdir() }));
    new ApiObject(new Chart(app, 'z'), 'again', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } });
    expect(() => app.synth()).toThrow('OBJECT_DUPLICATE');
    expect(tree(folder)).toEqual(untouched());
    expect(fs.readdirSync(folder)).toEqual(state === 'old' ? ['dist'] : []);
  });

  test.each([
    ['ENOSPC', 'OUTPUT_DISK_FULL'],
    ['EROFS', 'OUTPUT_NOT_WRITABLE'],
  ])('%s in the middle of writing', (errno, code) => {
    let writes = 0;
    const disk: Disk = {
      ...realDisk,
      writeFileSync: ((file: string, text: string) => {
        if (++writes > 1) throw Object.assign(new Error(errno), { code: errno, syscall: 'write' });
        fs.writeFileSync(file, text);
      }) as Disk['writeFileSync'],
    };
    const files = ['a', 'b', 'c'].map((name) => ({ path: name, text: name }));
    expect(() => writeFiles(outdir(), files, disk)).toThrow(RollwrightError);
    expect(() => writeFiles(outdir(), files, disk)).toThrow(code);
    expect(tree(folder)).toEqual(untouched());
  });
});

test('the environment is read as stock reads it', () => {
  process.env.CDK8S_OUTDIR = path.join(folder, 'from-env');
  process.env.CDK8S_DISABLE_SORT = '1';
  try {
    shop(new App()).synth();
    const ours = tree(path.join(folder, 'from-env'));
    shop(new StockApp({ outdir: path.join(folder, 'stock') })).synth();
    expect(ours).toEqual(tree(path.join(folder, 'stock')));
    expect(ours['shop.k8s.yaml']).toMatch(/z: "1"\n {2}a: "2"/);
    expect(shop(new App()).synthYaml()).toBe(ours['shop.k8s.yaml']);
  } finally {
    delete process.env.CDK8S_OUTDIR;
    delete process.env.CDK8S_DISABLE_SORT;
  }
});

test('source lines are relative to the working folder', () => {
  const app = new App();
  new Chart(app, 'shop').node.addValidation({ validate: () => ['no'] });
  expect(() => app.synth()).toThrow(/at shop {2}lib\/cli\/app\.test\.ts:\d+/);
});
