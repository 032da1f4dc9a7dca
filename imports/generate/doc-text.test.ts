import { docText } from './doc-text';

describe('docText', () => {
  it.each([
    ['nothing', undefined, ''],
    ['one sentence', 'Image pull policy.', '/** Image pull policy. */\n'],
    ['two of three sentences', 'Entrypoint array. Not executed in a shell. More follows.', '/** Entrypoint array. Not executed in a shell. */\n'],
    ['line breaks as spaces', 'The\n\nname.', '/** The name. */\n'],
    ['no end at an abbreviation', 'A kind, e.g. Deployment. Second.  Third.', '/** A kind, e.g. Deployment. Second. */\n'],
    ['no list of enum values, which the type says', 'Policy.\n\nPossible enum values:\n - `"Always"` means.', '/** Policy. */\n'],
    ['no pointer to the API conventions', 'Metadata. More info: https://git.k8s.io/community/x.md#m', '/** Metadata. */\n'],
    ['only the first of two long sentences', `${'a'.repeat(200)}. ${'B'.repeat(200)}.`, `/** ${'a'.repeat(200)}. */\n`],
    ['a cut at a word', `${'word '.repeat(80)}end.`, `/** ${'word '.repeat(52).trim()} … */\n`],
    ['what would end the comment or be markup', 'Matches */x, <b>, {@link} and `{a}`.', '/** Matches *\\/x, \\<b\\>, \\{\\@link\\} and `{a}`. */\n'],
    ['an unpaired backtick as a quote', 'A ` alone.', "/** A ' alone. */\n"],
    ['a deprecation as a tag', 'An alias. Deprecated: Use name instead.', '/**\n * An alias.\n * @deprecated Use name instead.\n */\n'],
    ['only a deprecation', 'Deprecated: gone.', '/** @deprecated gone. */\n'],
  ])('writes %s', (_what, description, expected) => {
    expect(docText(description, '')).toBe(expected);
  });

  it('indents every line', () => {
    expect(docText('A. Deprecated: B.', '  ')).toBe('  /**\n   * A.\n   * @deprecated B.\n   */\n');
  });
});
