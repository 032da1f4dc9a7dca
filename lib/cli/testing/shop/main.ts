import { ApiObject, type App, Chart } from 'cdk8s';
import { addIntent } from '../../../manifest';
import { program } from '../../../synth';
import { rollwright } from '../../project';
import { environments, type ShopSettings, shopSettings } from './settings';

const shop = program({ name: 'shop', settings: shopSettings, build });

function build(app: App, s: ShopSettings): void {
  if (s.wrong === 'throws') throw new TypeError('the shop is closed');
  if (s.wrong === 'waits') wait();
  const chart = new Chart(app, 'shop', { namespace: s.namespace });
  const object = (id: string, apiVersion: string, kind: string, part: string | undefined, fields: object): ApiObject => {
    const labels = part === undefined ? {} : { 'app.kubernetes.io/component': part };
    return new ApiObject(chart, `${kind}-${id}`, { apiVersion, kind, metadata: { name: id, labels }, ...fields });
  };
  const leak = s.wrong === 'secret-in-manifest' ? { URL: `postgres://shop:${s.password}@db/shop` } : {};
  object('config', 'v1', 'ConfigMap', undefined, { data: { LOG_LEVEL: s.logLevel, HOSTS: s.web.hosts.join(','), ...leak } });
  if (s.wrong === 'secret-in-name') object(`of-${s.password}`, 'v1', 'ConfigMap', undefined, {});
  addIntent(chart, { intent: 'external', kind: 'Secret', name: 'shop-secrets' });
  const deployment = (id: string, replicas: number, env: readonly object[]): void => {
    const envFrom = [{ configMapRef: { name: 'config' } }, { secretRef: { name: 'shop-secrets' } }];
    const containers = [{ name: 'app', image: 'registry.example.com/shop:1', envFrom, env }];
    const template = { metadata: { labels: { app: id } }, spec: { containers } };
    addIntent(object(id, 'apps/v1', 'Deployment', id, { spec: { replicas, selector: { matchLabels: { app: id } }, template } }), {
      intent: 'rolls-with-config',
    });
  };
  deployment('web', s.web.replicas, [{ name: 'LISTEN', value: '0.0.0.0:8000' }]);
  object('web', 'v1', 'Service', 'web', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }], type: s.web.public ? 'LoadBalancer' : 'ClusterIP' } });
  if (s.worker !== undefined) deployment('worker', 1, [{ name: 'QUEUE', value: s.worker.queue }]);
}

/** Says that it renders, and takes its time, so that a test can interrupt. */
function wait(): void {
  process.stderr.write('rendering\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
}

export default rollwright({ programs: [shop], environments });
