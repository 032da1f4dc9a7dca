import { rmSync, writeFileSync } from 'node:fs';
import { dockerArchive, type Image, type ImagePrograms } from './image';

/** Runs containerd's `ctr` in the namespace of the kubelet's images. */
export type Ctr = (...args: readonly string[]) => Promise<string>;

/** Makes images and gives them to containerd, each by its tag and by its digest; returns the digests. `archive` is where the file between the two lies. */
export async function importImages(images: readonly Image[], programs: ImagePrograms, archive: string, ctr: Ctr): Promise<readonly string[]> {
  writeFileSync(archive, dockerArchive(images, programs));
  await ctr('images', 'import', '--local', archive);
  rmSync(archive);
  return Promise.all(images.map(({ name }) => addDigest(name, ctr)));
}

/** A reference with a digest is looked up as `name@digest`, its tag left out (CRI, as docker does); an import makes only the name with the tag. */
async function addDigest(name: string, ctr: Ctr): Promise<string> {
  const line = (await ctr('images', 'list', `name==${name}`)).split('\n').find((text) => text.startsWith(`${name} `));
  const digest = line?.match(/sha256:[0-9a-f]{64}/)?.[0];
  if (digest === undefined) throw new Error(`image ${name} was not imported`);
  await ctr('images', 'tag', '--force', name, `${name.slice(0, name.lastIndexOf(':'))}@${digest}`);
  return digest;
}
