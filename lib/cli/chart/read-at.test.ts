import { readsIn } from './read-at';
import { type Syntax, syntaxOf } from './syntax';

const text = `
const image = s.image.repository;
const tag = settings.image.tag;
const { web: { replicas }, logLevel } = s;
const names = s.worker.queues.join(',');
const port = s.web?.port;
const long = s.web
  .limits
  .memory;
const tags = s.tag;
`;
const readAt = readsIn([syntaxOf('/p/charts/shop.ts', text) as Syntax], (file) => file.replace('/p/', ''));

it.each([
  ['a member', 'image.repository', 2],
  ['the longest end rather than the first', 'image.tag', 3],
  ['a pattern', 'web.replicas', 4],
  ['a pattern of the first level', 'logLevel', 4],
  ['a list of which a method is called', 'worker.queues', 5],
  ['elements by their list', 'worker.queues.*', 5],
  ['an optional chain', 'web.port', 6],
  ['the line of the name', 'web.limits.memory', 9],
  ['a setting of the root', 'tag', 3],
])('finds %s', (_, path, line) => {
  expect(readAt(path)).toBe(`charts/shop.ts:${line}`);
});

it('says nothing of what is not read', () => {
  expect(readAt('nodeGroup')).toBeUndefined();
});
