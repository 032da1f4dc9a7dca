import { literalsOf } from './literals';
import { type Syntax, syntaxOf } from './syntax';

it.each<[string, string, readonly (string | number)[]]>([
  ['texts and numbers', `const a = s.n === 4242 ? 'x' : 'y';`, [4242, 'x', 'y']],
  ['pieces of templates', `const a = \`--name=\${s.name}!\`;`, ['--name=', '!']],
  ['the plain words of a regular expression', 'const a = /^https?:\\/\\/(www\\.)?[a-z]{2}$/.test(s.url);', ['http', 's', ':', '/', 'www', '.']],
  ['keys of a table that is looked up in', `const ports = { web: 1, 'app-x': 2 };\nconst a = ports[s.kind];`, ['web', 1, 'app-x', 2]],
  ['keys of a table asked with in', `const ports = { web: 1 };\nconst a = s.kind in ports;`, ['web', 1]],
  ['keys of a table where it stands', `const a = { web: 1 }[s.kind];`, ['web', 1]],
  ['no keys of other objects', `const a = { kind: 'Service' };\nconst b = list[0];`, ['Service', 0]],
  ['no imports', `import x from './x';\nexport * from './y';\nconst z = require('./z');`, []],
  ['no descriptions', `const a = z.string().describe('what it is').min(1);`, [1]],
  ['no types', `type A = 'x' | 'y';\nconst a: 'z' = b as 'w';`, []],
  ['enums of a schema', `const a = z.enum(['dev', 'prod']);`, ['dev', 'prod']],
])('finds %s', (_, text, literals) => {
  expect(literalsOf([syntaxOf('a.ts', text) as Syntax])).toEqual(literals);
});
