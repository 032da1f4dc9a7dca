import fc from 'fast-check';
import { expandReferences } from './env-expansion';

const variables: { readonly [name: string]: string } = { VAR_A: 'A', VAR_B: 'B', VAR_C: 'C', VAR_REF: '$(VAR_A)', VAR_EMPTY: '' };
const expand = (text: string) => expandReferences(text, (name) => variables[name]);

// The table of kubernetes third_party/forked/golang/expansion/expand_test.go, `doExpansionTest`.
describe('expandReferences does what the kubelet does', () => {
  it.each([
    ['whole string', '$(VAR_A)', 'A'],
    ['repeat', '$(VAR_A)-$(VAR_A)', 'A-A'],
    ['beginning', '$(VAR_A)-1', 'A-1'],
    ['middle', '___$(VAR_B)___', '___B___'],
    ['end', '___$(VAR_C)', '___C'],
    ['compound', '$(VAR_A)_$(VAR_B)_$(VAR_C)', 'A_B_C'],
    ['escape & expand', '$$(VAR_B)_$(VAR_A)', '$(VAR_B)_A'],
    ['compound escape', '$$(VAR_A)_$$(VAR_B)', '$(VAR_A)_$(VAR_B)'],
    ['mixed in escapes', 'f000-$$VAR_A', 'f000-$VAR_A'],
    ['backslash escape ignored', 'foo\\$(VAR_C)bar', 'foo\\Cbar'],
    ['two backslashes ignored', 'foo\\\\$(VAR_C)bar', 'foo\\\\Cbar'],
    ['lots of backslashes', 'foo\\\\\\\\$(VAR_A)bar', 'foo\\\\\\\\Abar'],
    ['nested var references', '$(VAR_A$(VAR_B))', '$(VAR_A$(VAR_B))'],
    ['nested var references second type', '$(VAR_A$(VAR_B)', '$(VAR_A$(VAR_B)'],
    ['value is a reference', '$(VAR_REF)', '$(VAR_A)'],
    ['value is a reference x 2', '%%$(VAR_REF)--$(VAR_REF)%%', '%%$(VAR_A)--$(VAR_A)%%'],
    ['empty var', 'foo$(VAR_EMPTY)bar', 'foobar'],
    ['unterminated expression', 'foo$(VAR_Awhoops!', 'foo$(VAR_Awhoops!'],
    ['expression without operator', 'f00__(VAR_A)__', 'f00__(VAR_A)__'],
    ['shell special vars pass through', '$?_boo_$!', '$?_boo_$!'],
    ['bare operators are ignored', '$VAR_A', '$VAR_A'],
    ['undefined vars are passed through', '$(VAR_DNE)', '$(VAR_DNE)'],
    ['multiple (even) operators, var undefined', '$$$$$$(BIG_MONEY)', '$$$(BIG_MONEY)'],
    ['multiple (even) operators, var defined', '$$$$$$(VAR_A)', '$$$(VAR_A)'],
    ['multiple (odd) operators, var undefined', '$$$$$$$(GOOD_ODDS)', '$$$$(GOOD_ODDS)'],
    ['multiple (odd) operators, var defined', '$$$$$$$(VAR_A)', '$$$A'],
    ['missing open expression', '$VAR_A)', '$VAR_A)'],
    ['shell syntax ignored', '$' + '{VAR_A}', '$' + '{VAR_A}'],
    ['trailing incomplete expression not consumed', '$(VAR_B)_______$(A', 'B_______$(A'],
    ['trailing incomplete expression, no content, is not consumed', '$(VAR_C)_______$(', 'C_______$('],
    ['operator at end of input string is preserved', '$(VAR_A)foobarzab$', 'Afoobarzab$'],
    ['shell escaped incomplete expr', 'foo-\\$(VAR_A', 'foo-\\$(VAR_A'],
    ['lots of $( in middle', '--$($($($($--', '--$($($($($--'],
    ['lots of $( in beginning', '$($($($($--foo$(', '$($($($($--foo$('],
    ['lots of $( at end', 'foo0--$($($($(', 'foo0--$($($($('],
    ['escaped operators in variable names are not escaped', '$(foo$$var)', '$(foo$$var)'],
    ['newline not expanded', '\n', '\n'],
    ['dollar sign followed by non-ASCII UTF-8 character', '$£FOO', '$£FOO'],
    ['dollar sign followed by multi-byte UTF-8 character in middle', 'prefix-$€-suffix', 'prefix-$€-suffix'],
    ['dollar sign followed by Chinese character', '$中文', '$中文'],
  ])('%s', (_, text, expected) => {
    expect(expand(text)).toBe(expected);
  });

  it('the same as a transcript of the Go source on random texts', () => {
    const pieces = fc.constantFrom('$', '$', '$', '(', ')', 'VAR_A', 'VAR_REF', 'X', '😀', '$(VAR_B)', '\n', '');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        expect(expand(parts.join(''))).toBe(transcript(parts.join('')));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives an escaped text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(expand(text.replace(/\$/g, '$$$$'))).toBe(text);
      }),
    );
  });
});

/** expand.go line by line, over code points. */
function transcript(text: string): string {
  const input = [...text];
  let buffer = '';
  let checkpoint = 0;
  for (let cursor = 0; cursor < input.length; cursor++) {
    if (input[cursor] === '$' && cursor + 1 < input.length) {
      buffer += input.slice(checkpoint, cursor).join('');
      const [read, isVariable, advance] = tryReadVariableName(input.slice(cursor + 1));
      buffer += isVariable ? (variables[read] ?? `$(${read})`) : read;
      cursor += advance;
      checkpoint = cursor + 1;
    }
  }
  return buffer + input.slice(checkpoint).join('');
}

function tryReadVariableName(input: readonly string[]): readonly [string, boolean, number] {
  if (input[0] === '$') return ['$', false, 1];
  if (input[0] !== '(') return [`$${input[0]}`, false, 1];
  for (let i = 1; i < input.length; i++) if (input[i] === ')') return [input.slice(1, i).join(''), true, i + 1];
  return ['$(', false, 1];
}
