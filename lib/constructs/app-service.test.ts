import type { ServicePort } from '../../imports/k8s';
import { AppService, type AppServiceProps } from './app-service';
import { ConfiguredApp } from './configured-app';
import { chart, faults, objectsOf, yamlOf } from './testing/chart';

const web = (scope: ReturnType<typeof chart>) =>
  new ConfiguredApp(scope, 'web', {
    kind: 'Deployment',
    name: 'web',
    app: { name: 'shop', component: 'web' },
    image: 'a',
    port: 8000,
    containers: [{ name: 'b', image: 'b', ports: [{ name: 'metrics', containerPort: 9000 }] }],
    sidecars: [{ name: 's', image: 's', ports: [{ containerPort: 7000 }] }],
  });

const service = (props: Omit<AppServiceProps, 'app'>) => (scope: ReturnType<typeof chart>) => new AppService(scope, 'service', { app: web(scope), ...props });

it('is a ClusterIP on port 80 of the same name, to the port called http', () => {
  const shop = chart();
  service({})(shop);
  expect(yamlOf(shop).split('---\n')[1]).toMatchInlineSnapshot(`
"apiVersion: v1
kind: Service
metadata:
  labels:
    app.kubernetes.io/component: web
    app.kubernetes.io/name: shop
  name: web
  namespace: shop
spec:
  ports:
    - name: http
      port: 80
      targetPort: http
  selector:
    app.kubernetes.io/component: web
    app.kubernetes.io/name: shop
  type: ClusterIP
"
`);
});

it('takes any field of a Service', () => {
  const shop = chart();
  service({
    name: 'shop',
    type: 'LoadBalancer',
    ports: [
      { name: 'http', port: 443, targetPort: 'http', nodePort: 30443 },
      { name: 'metrics', port: 9000 },
      { name: 'proxy', port: 7, targetPort: 7000 },
    ],
    externalTrafficPolicy: 'Local',
    metadata: { annotations: { a: 'b' }, labels: { team: 'shop' } },
  })(shop);
  expect(objectsOf(shop)[1]).toMatchObject({
    metadata: { name: 'shop', annotations: { a: 'b' }, labels: { team: 'shop', 'app.kubernetes.io/name': 'shop' } },
    spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [{ nodePort: 30443 }, { port: 9000 }, { targetPort: 7000 }] },
  });
});

const port = (props: Partial<ServicePort>): { ports: ServicePort[] } => ({ ports: [{ port: 80, targetPort: 'http', ...props }] });

it.each<[string, Omit<AppServiceProps, 'app'>, readonly string[]]>([
  ['a name that begins with a digit', { name: '1web' }, ['NAME_INVALID name']],
  ['a target that nobody declares', port({ targetPort: 'admin' }), ['SERVICE_PORT_UNKNOWN ports.0']],
  ['a number that nobody declares', port({ targetPort: undefined }), ['SERVICE_PORT_UNKNOWN ports.0']],
  ['a port that is none', port({ port: 70000 }), ['FIELD_INVALID ports.0']],
  ['a nodePort of a ClusterIP', port({ nodePort: 30000 }), ['NODE_PORT_INVALID ports.0']],
  ['a nodePort below the range', { type: 'NodePort', ...port({ nodePort: 29999 }) }, ['NODE_PORT_INVALID ports.0']],
  ['a nodePort above the range', { type: 'NodePort', ...port({ nodePort: 32768 }) }, ['NODE_PORT_INVALID ports.0']],
  [
    'ports without names',
    {
      ports: [
        { port: 80, targetPort: 8000 },
        { port: 81, targetPort: 8000 },
      ],
    },
    ['FIELD_INVALID ports.0', 'FIELD_INVALID ports.1'],
  ],
  ['a number twice', { ports: ['a', 'b'].map((name) => ({ name, port: 80, targetPort: 8000 })) }, ['FIELD_INVALID ports.1']],
  ['a name twice', { ports: [80, 81].map((number) => ({ name: 'a', port: number, targetPort: 8000 })) }, ['FIELD_INVALID ports.1']],
])('refuses %s', (_, props, expected) => expect(faults(service(props))).toEqual(expected));

it.each([30000, 32767])('takes nodePort %d', (nodePort) => expect(faults(service({ type: 'NodePort', ...port({ nodePort }) }))).toEqual([]));

it('takes one number for TCP and for UDP', () => {
  const ports = [
    { name: 'tcp', port: 53, targetPort: 8000 },
    { name: 'udp', port: 53, targetPort: 8000, protocol: 'UDP' as const },
  ];
  expect(faults(service({ ports }))).toEqual([]);
});
