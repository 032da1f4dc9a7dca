import type { Json } from './json';
import { randomStrings } from './testing/random-strings';
import { randomValues } from './testing/random-values';
import { trapStrings } from './testing/trap-strings';
import { goIsThere, yamlProof } from './testing/yaml-proof';
import { yamlDocument, yamlDocuments } from './yaml-text';

interface Mismatch {
  readonly line: number;
  readonly parser: string;
  readonly got: string;
}
type Summary = { readonly checked: number; readonly wrong: number };

/** A text in every place that a text can have. */
const places = (text: string): Json => ({
  value: text,
  [`key ${text}`]: 1,
  [text]: { [text]: text },
  items: [text, [text, [text]], { [text]: text, after: text }],
  last: text,
});

const prove = (mode: 'documents' | 'streams', pairs: readonly { yaml: string; json: Json }[]) => {
  const lines = yamlProof<Mismatch | Summary>(mode, pairs);
  const wrong = lines.filter((line): line is Mismatch => 'parser' in line);
  return {
    summary: lines.at(-1) as Summary,
    first: wrong.slice(0, 5).map(({ line, parser, got }) => ({ parser, got, yaml: pairs[line - 1]?.yaml, json: pairs[line - 1]?.json })),
  };
};

const withGo = goIsThere() ? describe : describe.skip;

withGo("Go's yaml.v2, yaml.v3 and sigs.k8s.io/yaml read back what was written", () => {
  it('has at least 300 trap strings', () => {
    expect(trapStrings.length).toBeGreaterThanOrEqual(300);
  });

  it('trap strings in every place', () => {
    const proof = prove(
      'documents',
      trapStrings.map((text) => ({ yaml: yamlDocument(places(text)), json: places(text) })),
    );
    expect(proof).toEqual({ first: [], summary: { checked: trapStrings.length * 3, wrong: 0 } });
  });

  it('trap strings in every place, none of them as a block at the end', () => {
    const proof = prove(
      'documents',
      // Helm's splitter leaves a document without its final line feeds.
      trapStrings.map((text) => ({ yaml: yamlDocument(places(text), { blockAtEnd: false }).trimEnd(), json: places(text) })),
    );
    expect(proof).toEqual({ first: [], summary: { checked: trapStrings.length * 3, wrong: 0 } });
  });

  it('trap strings alone', () => {
    const proof = prove(
      'documents',
      trapStrings.map((text) => ({ yaml: yamlDocument(text), json: text })),
    );
    expect(proof).toEqual({ first: [], summary: { checked: trapStrings.length * 3, wrong: 0 } });
  });

  it('20,000 random strings in every place', () => {
    const texts = randomStrings(20_000, 36);
    const proof = prove(
      'documents',
      texts.map((text) => ({ yaml: yamlDocument(places(text)), json: places(text) })),
    );
    expect(proof).toEqual({ first: [], summary: { checked: 60_000, wrong: 0 } });
  });

  it('random trees with numbers of every size', () => {
    const trees = randomValues(2000, 7);
    const proof = prove(
      'documents',
      trees.map((json) => ({ yaml: yamlDocument(json), json })),
    );
    expect(proof).toEqual({ first: [], summary: { checked: 6000, wrong: 0 } });
  });

  it('several documents in one text, as kubectl splits them', () => {
    const texts = [...trapStrings, ...randomStrings(3000, 4)];
    const files = texts.map((text, index) => [{ a: text }, { [text]: [texts[(index * 7) % texts.length] as string] }, { last: text }]);
    const proof = prove(
      'streams',
      files.map((json) => ({ yaml: yamlDocuments(json, { header: 'made by rollwright\n\ndo not edit' }), json })),
    );
    expect(proof).toEqual({ first: [], summary: { checked: files.length * 2, wrong: 0 } });
  });
});
