import { appLabels, selectorLabels } from './labels';

it('says what is given, and nothing else', () => {
  expect(appLabels({ name: 'dodo' })).toEqual({ 'app.kubernetes.io/name': 'dodo' });
  expect(appLabels({ name: 'dodo', component: 'web', partOf: 'shop', version: '2026.11.3' })).toEqual({
    'app.kubernetes.io/name': 'dodo',
    'app.kubernetes.io/component': 'web',
    'app.kubernetes.io/part-of': 'shop',
    'app.kubernetes.io/version': '2026.11.3',
  });
});

it('keeps out of selectors what may change', () => {
  const labels = { name: 'dodo', component: 'web', partOf: 'shop', version: '1' };
  expect(selectorLabels(labels)).toEqual({ 'app.kubernetes.io/name': 'dodo', 'app.kubernetes.io/component': 'web' });
});

it.each([
  [{ name: '' }, 'app.kubernetes.io/name'],
  [{ name: 'dodo', component: '' }, 'app.kubernetes.io/component'],
  [{ name: 'dodo', version: 'feature/x' }, 'app.kubernetes.io/version'],
])('refuses %j', (labels, label) => {
  expect(() => appLabels(labels)).toThrow(label);
});
