import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RollwrightError } from '../errors';
import { formatImage, imagePatterns, isMutableImage, parseImage } from './image';

const DIGEST = `sha256:${'a1'.repeat(32)}`;

/** What upstream's normalisation adds: Docker Hub's names. */
function normalized(image: string): { domain: string; path: string; tag?: string; digest?: string } {
  const { registry, repository, tag, digest } = parseImage(image);
  const [first = ''] = repository.split('/');
  const hub = registry === undefined ? !(repository.includes('/') && /[.:]/.test(first)) : ['docker.io', 'index.docker.io'].includes(registry);
  return {
    domain: hub ? 'docker.io' : (registry ?? ''),
    path: hub && !repository.includes('/') ? `library/${repository}` : repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof RollwrightError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('parseImage', () => {
  const corpus = JSON.parse(readFileSync(join(__dirname, 'corpus', 'image-references.json'), 'utf8')) as { rows: [string, object?][] };
  const rows = corpus.rows;
  const accepted = rows.filter((row) => row[1] !== undefined);
  const refused = rows.filter((row) => row[1] === undefined);

  it('has a corpus of both sorts', () => {
    expect(accepted.length).toBeGreaterThan(100);
    expect(refused.length).toBeGreaterThan(400);
  });

  it('reads what upstream accepts as upstream does, and writes it back unchanged', () => {
    expect(accepted.map(([image]) => [image, normalized(image)])).toEqual(accepted);
    expect(accepted.map(([image]) => formatImage(parseImage(image)))).toEqual(accepted.map(([image]) => image));
  });

  it('refuses what upstream refuses', () => {
    expect(refused.filter(([image]) => !refusal(() => parseImage(image)).startsWith('error IMAGE_INVALID'))).toEqual([]);
  });

  it.each([
    ['', 'it is empty'],
    [' shop/dodo', 'white space'],
    ['https://registry.example.com/shop/dodo', 'no scheme'],
    ['shop/Dodo:1', 'must be lower-case'],
    ['shop/dodo@sha256:abc', 'no digest'],
    ['f'.repeat(64), 'image id'],
    ['y'.repeat(300), 'longer than 255'],
    ['shop/dodo:a:b', 'it is not [registry/]'],
  ])('says what is wrong with %j', (image, why) => {
    expect(refusal(() => parseImage(image))).toContain(why);
    expect(refusal(() => parseImage(image))).toContain(JSON.stringify(image));
  });
});

describe('formatImage', () => {
  it.each([
    [{ repository: 'dodo' }, 'dodo'],
    [{ repository: 'shop/dodo', tag: '1' }, 'shop/dodo:1'],
    [{ registry: 'registry.example.com:5000', repository: 'shop/dodo', tag: '1', digest: DIGEST }, `registry.example.com:5000/shop/dodo:1@${DIGEST}`],
    [{ repository: 'registry.example.com/shop/dodo', digest: DIGEST }, `registry.example.com/shop/dodo@${DIGEST}`],
    [{ registry: 'localhost', repository: 'dodo' }, 'localhost/dodo'],
    [`shop/dodo@${DIGEST}`, `shop/dodo@${DIGEST}`],
  ])('%j', (image, text) => {
    expect(formatImage(image)).toBe(text);
  });

  it.each([
    [{ registry: 'https://r.example.com', repository: 'dodo' }, 'it is no registry'],
    [{ registry: '', repository: 'dodo' }, 'it is no registry'],
    [{ registry: 'shop', repository: 'dodo' }, 'not read as a registry'],
    [{ repository: 'Dodo' }, 'it is no repository'],
    [{ repository: 'dodo', tag: '' }, 'it is no tag'],
    [{ repository: 'dodo', tag: 'feature/x' }, '"feature/x"'],
    [{ repository: 'dodo', tag: 't'.repeat(129) }, 'it is no tag'],
    [{ repository: 'dodo', digest: 'sha256:A1' }, 'it is no digest'],
    [{ repository: 'dodo:1' }, 'it is no repository'],
    ['dodo:', 'it is not'],
  ])('refuses %j', (image, why) => {
    expect(refusal(() => formatImage(image))).toContain(why);
  });
});

describe('isMutableImage', () => {
  it.each([
    ['dodo', true],
    ['dodo:latest', true],
    ['localhost:5000/dodo', true],
    ['dodo:1', false],
    [`dodo:latest@${DIGEST}`, false],
    [{ repository: 'dodo' }, true],
    [{ repository: 'dodo', tag: 'latest' }, true],
    [{ repository: 'dodo', tag: '1' }, false],
    [{ repository: 'dodo', digest: DIGEST }, false],
  ])('%j: %s', (image, mutable) => {
    expect(isMutableImage(image)).toBe(mutable);
  });
});

it.each(Object.entries(imagePatterns))('the pattern of a %s needs nothing that RE2 lacks', (_, pattern) => {
  expect(pattern.source).not.toMatch(/\(\?[=!<]|\\[1-9u]/);
});
