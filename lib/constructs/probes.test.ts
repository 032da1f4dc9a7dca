import { Duration } from 'cdk8s';
import { exec, grpc, http, probeDefaults, tcp } from './probes';

it.each([
  ['http', http('/ready'), { httpGet: { path: '/ready', port: 'http' } }],
  [
    'http, all said',
    http('/ready', {
      port: 9000,
      scheme: 'HTTPS',
      headers: { Host: 'shop.example.com' },
      initialDelay: Duration.seconds(3),
      period: Duration.minutes(1),
      timeout: Duration.millis(4000),
      failureThreshold: 2,
      successThreshold: 3,
    }),
    {
      httpGet: { path: '/ready', port: 9000, scheme: 'HTTPS', httpHeaders: [{ name: 'Host', value: 'shop.example.com' }] },
      initialDelaySeconds: 3,
      periodSeconds: 60,
      timeoutSeconds: 4,
      failureThreshold: 2,
      successThreshold: 3,
    },
  ],
  ['tcp', tcp(), { tcpSocket: { port: 'http' } }],
  ['tcp, another port', tcp({ port: 'metrics', period: Duration.seconds(7) }), { tcpSocket: { port: 'metrics' }, periodSeconds: 7 }],
  ['exec', exec(['celery', 'inspect', 'ping']), { exec: { command: ['celery', 'inspect', 'ping'] } }],
  ['grpc', grpc(5000, { service: 'shop' }), { grpc: { port: 5000, service: 'shop' } }],
])('%s', (_, probe, expected) => expect(probe).toEqual(expected));

it.each([Duration.millis(1500), Duration.seconds(0)])('refuses a period of %p, which Kubernetes cannot say', (period) => {
  expect(() => tcp({ period })).toThrow(/QUANTITY_INVALID/);
});

it('has a default for each part that a probe can play, in seconds that fit: an answer may take no longer than the period', () => {
  for (const probe of Object.values(probeDefaults)) expect(probe.timeoutSeconds).toBeLessThanOrEqual(probe.periodSeconds ?? 0);
});
