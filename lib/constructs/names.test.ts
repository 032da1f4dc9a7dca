import { RollwrightError } from '../errors';
import { configKey, dnsLabel, dnsServiceName, dnsSubdomain, labelValue, type NameRule, nameError, shellName, validName } from './names';

const rules: [string, NameRule, string[], string[]][] = [
  ['a DNS subdomain', dnsSubdomain, ['a', '0', 'a-b.c', 'a'.repeat(253)], ['', 'A', '-a', 'a-', 'a..b', 'a_b', '.a', 'a.-b', 'ä', 'a\n', 'a'.repeat(254)]],
  ['a DNS label', dnsLabel, ['a', '0a', 'a--b', 'a'.repeat(63)], ['', 'a.b', 'A', 'a-', 'a'.repeat(64)]],
  ['a Service name', dnsServiceName, ['a', 'a0'], ['0a', 'a.b', '']],
  ['a label value', labelValue, ['a', 'A_b.c-D', '1'], ['', '-a', 'a b', 'a'.repeat(64)]],
  ['a key', configKey, ['A', 'a.b', '-', '_', '.a', 'a..b', '...a'.slice(3)], ['', '.', '..', '..a', 'a b', 'a/b', 'a'.repeat(254)]],
  ['a shell name', shellName, ['A', '_', 'A_1', 'a'], ['', '1A', 'A-B', 'A.B', 'Ä', 'A B']],
];

describe.each(rules)('%s', (_, rule, good, bad) => {
  it.each(good)('takes %j', (name) => {
    expect(nameError(rule, name)).toBeUndefined();
  });
  it.each(bad)('refuses %j', (name) => {
    expect(nameError(rule, name)).toEqual(expect.any(String));
  });
});

it('keeps room for what is added later', () => {
  expect(nameError(dnsLabel, 'a'.repeat(52), 11)).toBeUndefined();
  expect(nameError(dnsLabel, 'a'.repeat(53), 11)).toBe('it has 53 characters, at most 52 fit');
});

it('gives the name back, or says what it was for', () => {
  expect(validName(dnsLabel, 'web', { what: 'name of a container' })).toBe('web');
  expect(() => validName(dnsLabel, 'Web', { what: 'name of a container', construct: 'shop/web' })).toThrow(
    new RollwrightError({
      code: 'NAME_INVALID',
      message: 'the name of a container cannot be "Web": it must be lower-case letters, digits and "-", beginning and ending with a letter or digit',
      construct: 'shop/web',
    }),
  );
});
