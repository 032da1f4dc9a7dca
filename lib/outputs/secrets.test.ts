import type { Json, Manifest } from '../manifest';
import { secretsIn } from './secrets';

const SECRET = 'p@ss "word"';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secretObject = (fields: { [field: string]: Json }): Manifest => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace: 'shop' },
  ...fields,
});

it.each<[string, { [field: string]: Json }, string]>([
  ['as it is', { stringData: { password: SECRET } }, '/stringData/password'],
  ['inside a longer text', { stringData: { config: `password=${SECRET};` } }, '/stringData/config'],
  ['in base64', { data: { password: base64(SECRET) } }, '/data/password'],
  ['inside a longer text in base64', { data: { config: base64(`password: ${SECRET}\n`) } }, '/data/config'],
  ['in base64 inside a longer text', { stringData: { header: `Basic ${base64(SECRET)}` } }, '/stringData/header'],
  ['percent-encoded in a URL', { stringData: { url: `postgres://app:${encodeURIComponent(SECRET)}@db/app` } }, '/stringData/url'],
  ['escaped in JSON', { stringData: { json: JSON.stringify({ password: SECRET }) } }, '/stringData/json'],
  ['as a key', { stringData: { [SECRET]: 'x' } }, '/stringData'],
  ['in a list', { list: ['a', SECRET] }, '/list/1'],
])('finds a secret %s, names the place and never the text', (_, fields, path) => {
  const problems = secretsIn(secretObject(fields), [SECRET]);
  expect(problems).toMatchObject([{ code: 'SECRET_IN_OUTPUT', object: 'Secret shop/db', path }]);
  expect(JSON.stringify(problems)).not.toContain('p@ss');
});

it.each<[string, { [field: string]: Json }, string, number]>([
  ['a number', { spec: { port: 54321 } }, '54321', 1],
  ['a short text that is a whole value', { stringData: { pin: 'abc' } }, 'abc', 1],
  ['a short text inside another', { stringData: { word: 'xabcx' } }, 'abc', 0],
  ['a short number that is the count of replicas', { spec: { replicas: 5 } }, '5', 0],
  ['another text', { stringData: { word: 'other' } }, SECRET, 0],
])('takes %s', (_, fields, secret, count) => {
  expect(secretsIn(secretObject(fields), [secret])).toHaveLength(count);
});

it('reads half a surrogate pair', () => {
  expect(secretsIn(secretObject({ stringData: { odd: 'x\ud800yyyy' } }), ['\ud800yyyy'])).toHaveLength(1);
});
