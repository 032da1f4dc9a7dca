/** Programs with charts, for tests: one that is lifted, and some that cannot be. */
import { ApiObject, Chart } from 'cdk8s';
import { helmChart } from '../../../outputs';
import { secret } from '../../../settings';
import { program } from '../../../synth';
import { base, type Shop, settings, shop } from '../../chart/testing/branches/shop';
import { rollwright } from '../../project';

const shut = (s: Shop): Record<string, string> => {
  if (s.n * 3 - 7 > s.url.length * 5) throw new Error('the shop is closed');
  return { n: String(s.n), url: s.url };
};

let rendered = 0;

export const programs = {
  shop: shop('shop', (s) => ({ n: String(s.n), url: s.url, hosts: s.hosts.join(','), mode: s.mode })),
  squared: shop('squared', (s) => ({ n: String(s.n * s.n), mode: s.mode })),
  closed: shop('closed', shut),
  restless: shop('restless', (s) => ({ url: s.url, at: String(rendered++) })),
  wrong: shop('wrong', (s) => ({ n: String(s.n), url: s.url })),
  hidden: program({
    name: 'hidden',
    settings: settings.extend({ password: secret(settings.shape.url).optional() }),
    build: shop('', (s) => ({ url: s.url })).build,
  }),
  sealed: program({
    name: 'sealed',
    settings: settings.extend({ token: secret(settings.shape.url.min(12)) }),
    build: (app, s) => {
      shop('', ({ url }) => ({ url })).build(app, s);
      new ApiObject(new Chart(app, 'sealed'), 'token', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: `${s.name}-token` },
        stringData: { token: s.token },
      });
    },
  }),
  uncharted: shop('uncharted', (s) => ({ url: s.url })),
};

const version = '1.2.3';
const charts = {
  shop: { version, release: { name: 'name' } },
  squared: { version },
  closed: { version },
  restless: { version },
  sealed: { version },
  wrong: { version, templates: [{ kind: 'ConfigMap', path: '/data/url', expression: '.Values.url | trunc 40 | toJson' }] },
  hidden: { version, templates: [{ kind: 'ConfigMap', path: '/data/url', expression: 'cat .Values.url .Values.password | toJson' }] },
};

export default rollwright({ programs: Object.values(programs), environments: { dev: [base] }, outputs: [helmChart(charts)] });
