import fc from 'fast-check';
import { resolveDerived } from '../../../manifest';
import { helmDialect } from '.';
import { chartLabel } from './labels';
import { pods, program } from './testing/program';

it.each([
  ['shop', '1.0.0', 'shop-1.0.0'],
  ['shop', '1.0.0+build.5', 'shop-1.0.0_build.5'],
  ['s'.repeat(61), '1.0.0', `${'s'.repeat(61)}-1`],
  ['s'.repeat(62), '1.0.0', 's'.repeat(62)],
])('the label of chart %s %s', (name, version, label) => {
  expect(chartLabel(name, version)).toBe(label);
});

test('a label of any version is one that Kubernetes takes', () => {
  const part = fc.stringMatching(/^(0|[1-9]\d{0,3}|\d*[a-z-][a-z0-9-]{0,20})$/);
  const version = fc
    .tuple(part, fc.option(part), fc.option(part))
    .map(([patch, pre, build]) => `1.0.${patch}${pre ? `-${pre}` : ''}${build ? `+${build}` : ''}`);
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/),
      version,
      (name, one) => chartLabel(name, one).length <= 63 && !chartLabel(name, one).includes('+'),
    ),
  );
});

const SHOP = program({
  'ConfigMap/config': { labels: { a: 'b' } },
  'Deployment/web': { fields: pods('config') },
  'Job/migrate': { fields: pods('config'), runs: 'before' },
});

test('every object has them, hooks too, and no pod template has', () => {
  const objects = resolveDerived(helmDialect(SHOP, { name: 'shop', version: '1.0.0', instance: 'mine' }));
  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({ 'helm.sh/chart': 'shop-1.0.0', 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'mine' });
  }
  expect(objects.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.labels?.a)).toEqual(['b', 'b', undefined]);
  expect(JSON.stringify(objects.map(({ spec }) => spec))).not.toContain('helm.sh/chart');
});

test('no release that is bound, no label for it', () => {
  const [first] = resolveDerived(helmDialect(SHOP, { name: 'shop', version: '1.0.0' }));
  expect(first?.metadata.labels).not.toHaveProperty(['app.kubernetes.io/instance']);
});
