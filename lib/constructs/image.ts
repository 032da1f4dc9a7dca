import { RollwrightError } from '../errors';

/** A container image by its parts, as settings keep them. */
export interface ImageRef {
  /**
   * The registry's host, with a port where it needs one: `registry.example.com`, `localhost:5000`.
   * @default none is written; the container runtime then takes Docker Hub
   */
  readonly registry?: string | undefined;
  /** The path below the registry: `shop/dodo`. May itself begin with a registry when `registry` is not given. */
  readonly repository: string;
  /** @default none is written; without a digest the container runtime then takes `latest` */
  readonly tag?: string | undefined;
  /** `sha256:` and 64 hexadecimal digits. With a digest the tag is for people only: the container runtime pulls by digest. */
  readonly digest?: string | undefined;
}

const REGISTRY_HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*';
const REGISTRY = `(?:${REGISTRY_HOST}|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const PATH = `${COMPONENT}(?:/${COMPONENT})*`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';

/**
 * The grammar of each part, for settings schemas (`z.string().regex(imagePatterns.tag)`); no part of it is beyond RE2, which Helm uses.
 * Upstream: github.com/distribution/reference, regexp.go; github.com/opencontainers/go-digest, algorithm.go.
 */
export const imagePatterns = {
  registry: new RegExp(`^${REGISTRY}$`),
  repository: new RegExp(`^(?:${REGISTRY}/)?${PATH}$`),
  tag: new RegExp(`^${TAG}$`),
  digest: new RegExp(`^(?:${DIGEST})$`),
} as const;

const REFERENCE = new RegExp(`^((?:${REGISTRY}/)?${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);

/**
 * Reads an image reference as the kubelet does.
 * Upstream: k8s.io/kubernetes/pkg/util/parsers, `ParseImageName`; github.com/distribution/reference, `ParseNormalizedNamed`.
 * @throws RollwrightError IMAGE_INVALID
 */
export function parseImage(image: string): ImageRef {
  const [, name = '', tag, digest] = REFERENCE.exec(image) ?? [];
  if (name === '') throw invalid(image, reasonFor(image));
  const { registry, repository } = splitRegistry(name);
  const why = repositoryError(registry, repository, tag === undefined && digest === undefined);
  if (why !== undefined) throw invalid(image, why);
  return { ...(registry === undefined ? {} : { registry }), repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/**
 * An image as a container's `image` field has it: `registry/repository:tag@digest`, each part as given.
 * @throws RollwrightError IMAGE_INVALID, naming the part that is wrong
 */
export function formatImage(image: ImageRef | string): string {
  if (typeof image === 'string') {
    parseImage(image);
    return image;
  }
  for (const part of ['registry', 'repository', 'tag', 'digest'] as const) {
    const value = image[part];
    if (value !== undefined && !imagePatterns[part].test(value)) throw invalid(value, `it is no ${part} of an image`);
  }
  const { registry, repository, tag, digest } = image;
  const name = registry === undefined ? repository : `${registry}/${repository}`;
  const text = `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  const parsed = parseImage(text);
  // `registry: 'shop'` would be read as the first part of the path on Docker Hub: another image than the one that was said.
  if (registry !== undefined && parsed.registry !== registry)
    throw invalid(text, `"${registry}" is not read as a registry there: it has no "." and no port, and is not localhost`);
  return text;
}

/** Whether the same reference may mean another image tomorrow: no digest, and the tag is `latest` or not given. */
export function isMutableImage(image: ImageRef | string): boolean {
  const { tag, digest } = typeof image === 'string' ? parseImage(image) : image;
  return digest === undefined && (tag === undefined || tag === 'latest');
}

/** Upstream: github.com/distribution/reference, normalize.go, `splitDockerDomain`. */
function splitRegistry(name: string): { registry: string | undefined; repository: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  // The second half is `anchoredNameRegexp`'s: `a.b_c/d` passes for a host by its ".", but no host has a "_", and all of it becomes the path.
  const isRegistry = (first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first) && imagePatterns.registry.test(first);
  return isRegistry ? { registry: first, repository: name.slice(slash + 1) } : { registry: undefined, repository: name };
}

function repositoryError(registry: string | undefined, repository: string, bare: boolean): string | undefined {
  if (bare && registry === undefined && /^[a-f0-9]{64}$/.test(repository)) return 'a name of 64 hexadecimal digits is read as an image id';
  // Docker Hub's own images get "library/" in front before their length is taken.
  const path =
    (registry === undefined || registry === 'docker.io' || registry === 'index.docker.io') && !repository.includes('/') ? `library/${repository}` : repository;
  return path.length > 255 ? 'the repository is longer than 255 characters' : undefined;
}

function reasonFor(image: string): string {
  if (image === '') return 'it is empty';
  if (image !== image.trim()) return 'it begins or ends with white space';
  if (/^[a-z]+:\/\//i.test(image)) return 'it is a URL; an image has no scheme';
  if (REFERENCE.test(image.replace(/^[^:@]*/, (name) => name.toLowerCase()))) return 'the repository must be lower-case';
  if (/@/.test(image) && !imagePatterns.digest.test(image.slice(image.lastIndexOf('@') + 1)))
    return 'what follows "@" is no digest (sha256: and 64 lower-case hexadecimal digits)';
  return 'it is not [registry/]repository[:tag][@digest]';
}

function invalid(value: string, why: string): RollwrightError {
  return new RollwrightError({
    code: 'IMAGE_INVALID',
    message: `${JSON.stringify(value)} cannot be pulled: ${why}`,
    fix: 'Write [registry/]repository[:tag][@digest].',
  });
}
