import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerArchive } from './image';

const folder = mkdtempSync(join(tmpdir(), 'image-'));
afterAll(() => rmSync(folder, { recursive: true }));

const programs = { app: Buffer.from('the app'), busybox: Buffer.from('busybox') };
const images = [
  { name: 'e2e.local/app:1' },
  { name: 'e2e.local/app:2', environment: { COLOUR: 'green' } },
  { name: 'e2e.local/pause:1', entrypoint: ['/app', 'pause'] },
];

interface Entry {
  readonly Config: string;
  readonly RepoTags: readonly string[];
  readonly Layers: readonly string[];
}

it('is a tar that tar reads, with configurations that name their layers by their content', () => {
  writeFileSync(join(folder, 'images.tar'), dockerArchive(images, programs));
  execFileSync('tar', ['-xf', 'images.tar'], { cwd: folder });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as readonly Entry[];
  expect(manifest.map(({ RepoTags }) => RepoTags)).toEqual(images.map(({ name }) => [name]));
  expect(new Set(manifest.map(({ Config }) => Config)).size).toBe(3);
  expect(new Set(manifest.map(({ Layers }) => Layers[0])).size).toBe(1);
  for (const { Config, Layers } of manifest) {
    const config = JSON.parse(readFileSync(join(folder, Config), 'utf8')) as { rootfs: { diff_ids: readonly string[] } };
    const hashes = Layers.map(
      (layer) =>
        `sha256:${createHash('sha256')
          .update(readFileSync(join(folder, layer)))
          .digest('hex')}`,
    );
    expect(config.rootfs.diff_ids).toEqual(hashes);
  }
});

it('gives an image a shell, the app by the names a Django image has, and its environment', () => {
  const [, second] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as readonly Entry[];
  const listing = execFileSync('tar', ['-tvf', join(folder, second?.Layers[0] ?? '')], { encoding: 'utf8' });
  expect(listing).toMatch(/-rwxr-xr-x 0\/0 +7 1970-01-01 .* app\n/);
  expect(listing).toMatch(/ bin\/sh -> busybox\n/);
  expect(listing).toMatch(/ usr\/local\/bin\/gunicorn -> \/app\n/);
  expect(listing).toMatch(/drwxrwxrwt .* tmp\/\n/);
  const config = JSON.parse(readFileSync(join(folder, second?.Config ?? ''), 'utf8')) as { config: { Env: readonly string[] } };
  expect(config.config.Env).toEqual(['PATH=/usr/local/bin:/bin', 'APP_VERSION=2', 'COLOUR=green']);
});

it('is the same bytes each time', () => {
  expect(dockerArchive(images, programs).equals(dockerArchive(images, programs))).toBe(true);
});
