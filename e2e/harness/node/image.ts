import { createHash } from 'node:crypto';
import { type TarEntry, tar } from './tar';

/** An image made of the test app. */
export interface Image {
  /** With a tag: `e2e.local/app:1`. */
  readonly name: string;
  /** Added to the image's own environment; a pod's `env` wins over it. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly entrypoint?: readonly string[] | undefined;
}

/** The programs that the images are made of. */
export interface ImagePrograms {
  readonly app: Buffer;
  /** Statically linked. */
  readonly busybox: Buffer;
}

const APPLETS = [
  'sh',
  'cat',
  'cp',
  'date',
  'env',
  'grep',
  'head',
  'id',
  'kill',
  'ls',
  'mkdir',
  'mv',
  'nslookup',
  'ps',
  'rm',
  'sed',
  'seq',
  'sleep',
  'tail',
  'test',
  'touch',
  'wget',
];

/** The names by which a Django image's manifests call its programs; the app answers to them. */
const DJANGO = ['gunicorn', 'celery', 'python', 'python3'];

/** A docker-archive with all the images: what `docker save` writes and `ctr images import` reads. The first layer is the same in all. */
export function dockerArchive(images: readonly Image[], programs: ImagePrograms): Buffer {
  const base = layer(baseFiles(programs));
  const files = new Map<string, Buffer>([[base.file, base.content]]);
  const manifest = images.map((image) => {
    const own = layer([{ path: 'etc/app-image', content: `${image.name}\n` }]); // another tag is another digest
    const config = Buffer.from(JSON.stringify(configuration(image, [base.id, own.id])));
    const name = `${sha256(config)}.json`;
    files.set(own.file, own.content).set(name, config);
    return { Config: name, RepoTags: [image.name], Layers: [base.file, own.file] };
  });
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  return tar([...files].map(([path, content]) => ({ path, content })));
}

function baseFiles({ app, busybox }: ImagePrograms): readonly TarEntry[] {
  const folders = ['bin', 'etc', 'tmp', 'usr', 'usr/local', 'usr/local/bin'];
  return [
    ...folders.map((path) => ({ path: `${path}/`, directory: true, mode: path === 'tmp' ? 0o1777 : 0o755 })),
    { path: 'app', mode: 0o755, content: app },
    { path: 'bin/busybox', mode: 0o755, content: busybox },
    ...APPLETS.map((applet) => ({ path: `bin/${applet}`, target: 'busybox', mode: 0o777 })),
    ...DJANGO.map((name) => ({ path: `usr/local/bin/${name}`, target: '/app', mode: 0o777 })),
    { path: 'etc/passwd', content: 'root:x:0:0:root:/:/bin/sh\napp:x:65532:65532:app:/tmp:/bin/sh\n' },
    { path: 'etc/group', content: 'root:x:0:\napp:x:65532:\n' },
  ];
}

function configuration({ name, environment, entrypoint = ['/app'] }: Image, layers: readonly string[]): object {
  const all = { PATH: '/usr/local/bin:/bin', APP_VERSION: name.slice(name.lastIndexOf(':') + 1), ...environment };
  const Env = Object.entries(all).map(([key, value]) => `${key}=${value}`);
  return {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Entrypoint: entrypoint, Env, WorkingDir: '/', User: '65532:65532' },
    rootfs: { type: 'layers', diff_ids: layers },
    history: layers.map(() => ({ created_by: 'rollwright e2e' })),
  };
}

function layer(entries: readonly TarEntry[]): { readonly id: string; readonly file: string; readonly content: Buffer } {
  const content = tar(entries);
  const hash = sha256(content);
  return { id: `sha256:${hash}`, file: `${hash}.tar`, content };
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
