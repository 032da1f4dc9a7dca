import { isObject, type JsonObject } from '../../manifest';
import { smallest } from './smallest';

const usual: JsonObject = { name: 'shop', web: { port: 80, hosts: ['a', 'b'] }, extra: 'x' };
const odd: JsonObject = { name: 'qwertz', web: { port: 4096, hosts: ['p', 'q', 'r'] }, labels: { a: '1', b: '2' } };
const paths = ['name', 'web.port', 'web.hosts', 'labels', 'extra'];
const at = (settings: JsonObject, key: string) => (isObject(settings.web) ? settings.web[key] : undefined);

it.each<[string, (settings: JsonObject) => boolean, JsonObject]>([
  ['one setting', (s) => at(s, 'port') !== 80, { ...usual, web: { port: 1, hosts: ['a', 'b'] } }],
  ['two settings', (s) => s.name !== 'shop' && s.labels !== undefined, { ...usual, name: 'q', labels: { a: '1' } }],
  ['a part of a text', (s) => String(s.name).includes('z'), { ...usual, name: 'z' }],
  ['one element', (s) => (at(s, 'hosts') as string[]).includes('q'), { ...usual, web: { port: 80, hosts: ['q'] } }],
  ['something that is left out', (s) => s.extra === undefined, { name: 'shop', web: { port: 80, hosts: ['a', 'b'] } }],
  ['whatever is said', () => true, usual],
])('finds %s', async (_, differs, found) => {
  expect(await smallest(odd, usual, paths, (settings) => Promise.resolve(differs(settings)))).toEqual(found);
});

it('gives up after some tries, with something that differs', async () => {
  let runs = 0;
  const long = { name: 'x'.repeat(2 ** 20), n: 2 ** 40 };
  const found = await smallest(long, { name: 'a', n: 1 }, ['name', 'n', ...Array.from({ length: 200 }, (__, n) => `p${n}`)], (settings) => {
    runs++;
    return Promise.resolve(typeof settings.n === 'number' && settings.n > 1 && String(settings.name).length > 3);
  });
  expect(runs).toBeLessThanOrEqual(80);
  expect(found.n).toBeGreaterThan(1);
});
