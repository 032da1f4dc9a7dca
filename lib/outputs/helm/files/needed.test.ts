import { neededObjects } from './needed';

const secret = (name: string, ...keys: string[]) => ({ intent: 'external' as const, kind: 'Secret' as const, name, ...(keys.length > 0 && { keys }) });

test('each once, with RELEASE for the name of the release', () => {
  const needed = neededObjects([
    { external: [secret('shop-secrets', 'PASSWORD'), secret('shopping'), secret('registry')], release: 'shop' },
    { external: [secret('shop-dev-secrets', 'PASSWORD'), secret('shop-dev')], release: 'shop-dev' },
    { external: [secret('registry')] },
  ]);
  expect(needed).toEqual([secret('RELEASE-secrets', 'PASSWORD'), secret('shopping'), secret('registry'), secret('RELEASE')]);
});

test('none where nothing is declared', () => {
  expect(neededObjects([{ external: [], release: 'shop' }])).toEqual([]);
});
