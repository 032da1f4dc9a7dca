import { ConfiguredApp } from './configured-app';
import type { PodProps } from './pod-template';
import { exec, grpc, http, tcp } from './probes';
import { faults, problemsOf } from './testing/chart';

const said = (props: PodProps): readonly string[] => faults((scope) => new ConfiguredApp(scope, 'web', { kind: 'Deployment', name: 'web', ...props }));

it.each<[string, PodProps, readonly string[]]>([
  ['no container', {}, ['CONTAINER_MISSING image']],
  ['a field of a container without image', { command: ['x'], containers: [{ name: 'b', image: 'b' }] }, ['CONTAINER_MISSING command']],
  ['two containers of one name', { image: 'a', containers: [{ name: 'web', image: 'b' }] }, ['CONTAINER_TWICE containers']],
  ['a sidecar named like a container', { image: 'a', sidecars: [{ name: 'web', image: 'b' }] }, ['CONTAINER_TWICE containers']],
  ['a container name that is no DNS label', { image: 'a', containers: [{ name: 'B_b', image: 'b' }] }, ['NAME_INVALID containers']],
  ['an image that cannot be pulled', { image: 'Shop/Dodo' }, ['IMAGE_INVALID image']],
  ['an image that cannot be pulled, of a sidecar', { image: 'a', sidecars: [{ name: 's', image: 'b:' }] }, ['IMAGE_INVALID sidecars.0.image']],
  ['a mount of a volume that is not there', { image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v' }] }, ['VOLUME_UNKNOWN volumeMounts']],
  [
    'two mounts at one path',
    { image: 'a', pod: { volumes: [{ name: 'v', emptyDir: {} }] }, volumeMounts: ['/v', '/v'].map((mountPath) => ({ name: 'v', mountPath })) },
    ['MOUNT_PATH_TWICE volumeMounts'],
  ],
  ['a port that is none', { image: 'a', port: 0 }, ['FIELD_INVALID ports']],
  ['a probe of a port name that nobody declares', { image: 'a', readinessProbe: http('/') }, ['PROBE_PORT_UNKNOWN readinessProbe']],
  ['a probe of a port number that nobody declares', { image: 'a', port: 8000, livenessProbe: tcp({ port: 8001 }) }, ['PROBE_PORT_UNKNOWN livenessProbe']],
  ['a gRPC probe of a port that nobody declares', { image: 'a', startupProbe: grpc(5000) }, ['PROBE_PORT_UNKNOWN startupProbe']],
  [
    'a probe of a port name that another container declares',
    { image: 'a', readinessProbe: http('/'), containers: [{ name: 'b', image: 'b', port: 80 }] },
    ['PROBE_PORT_UNKNOWN readinessProbe'],
  ],
  ['a liveness probe that wants two successes', { image: 'a', livenessProbe: exec(['x'], { successThreshold: 2 }) }, ['FIELD_INVALID livenessProbe']],
  ['a startup probe that wants two successes', { image: 'a', startupProbe: exec(['x'], { successThreshold: 2 }) }, ['FIELD_INVALID startupProbe']],
  [
    'a port number twice',
    { image: 'a', ports: [{ containerPort: 80 }], containers: [{ name: 'b', image: 'b', ports: [{ containerPort: 80 }] }] },
    ['PORT_TWICE ports'],
  ],
  ['a port name twice', { image: 'a', port: 80, sidecars: [{ name: 'b', image: 'b', port: 81 }] }, ['PORT_TWICE ports']],
  ['a port name twice in a container', { image: 'a', port: 80, ports: [{ name: 'http', containerPort: 81 }] }, ['PORT_TWICE ports']],
  ['an init container with a probe', { image: 'a', initContainers: [{ name: 'i', image: 'i', livenessProbe: exec(['x']) }] }, ['FIELD_INVALID initContainers']],
  ['an init container with lifecycle', { image: 'a', initContainers: [{ name: 'i', image: 'i', lifecycle: {} }] }, ['FIELD_INVALID initContainers']],
  [
    'a sleep before SIGTERM that lasts as long as the grace period',
    { image: 'a', lifecycle: { preStop: { sleep: { seconds: 30 } } } },
    ['DRAIN_TOO_LONG pod.terminationGracePeriodSeconds'],
  ],
  [
    'all of it together',
    { image: 'A', port: 70000, readinessProbe: http('/', { port: 'x' }), env: { 'a-b': 1 } },
    ['ENV_NAME_INVALID env.a-b', 'IMAGE_INVALID image', 'FIELD_INVALID ports', 'PROBE_PORT_UNKNOWN readinessProbe'],
  ],
])('refuses %s', (_, props, expected) => expect(said(props)).toEqual(expected));

it.each<[string, PodProps]>([
  ['a probe of a port number of another container', { image: 'a', readinessProbe: http('/', { port: 80 }), containers: [{ name: 'b', image: 'b', port: 80 }] }],
  ['a probe of a named port', { image: 'a', ports: [{ name: 'metrics', containerPort: 9000 }], readinessProbe: http('/', { port: 'metrics' }) }],
  ['a probe without a port', { image: 'a', livenessProbe: exec(['true']) }],
  ['a sidecar with probe and lifecycle', { image: 'a', sidecars: [{ name: 's', image: 's', livenessProbe: exec(['true']), lifecycle: {} }] }],
  [
    'one volume at two paths',
    { image: 'a', pod: { volumes: [{ name: 'v', emptyDir: {} }] }, volumeMounts: ['/v', '/w'].map((mountPath) => ({ name: 'v', mountPath })) },
  ],
])('takes %s', (_, props) => expect(said(props)).toEqual([]));

it('says where, what and what to do', () => {
  const [problem] = problemsOf((scope) => new ConfiguredApp(scope, 'web', { kind: 'Deployment', name: 'web', image: 'a', readinessProbe: http('/') }));
  expect(problem).toEqual({
    code: 'PROBE_PORT_UNKNOWN',
    construct: 'shop/web',
    path: 'readinessProbe',
    message: 'the readinessProbe of container web asks port http, which it does not declare',
    fix: 'declare it in port or ports, or ask one of: (none)',
  });
});
