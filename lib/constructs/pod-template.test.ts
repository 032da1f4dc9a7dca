import { Yaml } from 'cdk8s';
import { fromKey } from './env';
import type { Gate } from './gate';
import { configSources, type PodProps, podTemplate } from './pod-template';
import { http } from './probes';
import { ProblemList } from './problem-list';

function template(props: PodProps, gates: readonly Gate[] = []): ReturnType<typeof podTemplate> {
  const problems = new ProblemList('web');
  const made = podTemplate(props, { name: 'web', labels: { app: 'web' }, gates, problems });
  problems.throwIfAny();
  return made;
}

it('has the defaults of every pod, and nothing that nobody said', () => {
  expect(`\n${Yaml.stringify(template({ image: 'shop/dodo:1' }))}`).toMatchInlineSnapshot(`
"
metadata:
  labels:
    app: web
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: shop/dodo:1
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop:
            - ALL
"
`);
});

it('takes every field of a container and of a pod under its own name', () => {
  const made = template({
    image: { registry: 'registry.example.com', repository: 'shop/dodo', tag: '2' },
    command: ['gunicorn'],
    args: ['dodo.wsgi'],
    port: 8000,
    ports: [{ name: 'metrics', containerPort: 9000 }],
    livenessProbe: http('/live', { port: 'metrics' }),
    startupProbe: { ...http('/live'), failureThreshold: 3 },
    resources: { requests: { cpu: '100m', memory: '256Mi' } },
    volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
    workingDir: '/srv',
    pod: { nodeSelector: { 'node-group': 'app' }, volumes: [{ name: 'scratch', emptyDir: {} }], terminationGracePeriodSeconds: 60 },
    podMetadata: { labels: { team: 'shop' }, annotations: { 'prometheus.io/scrape': 'true' } },
  });
  expect(`\n${Yaml.stringify(made)}`).toMatchInlineSnapshot(`
"
metadata:
  labels:
    app: web
    team: shop
  annotations:
    prometheus.io/scrape: "true"
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  nodeSelector:
    node-group: app
  volumes:
    - name: scratch
      emptyDir: {}
  terminationGracePeriodSeconds: 60
  containers:
    - name: web
      image: registry.example.com/shop/dodo:2
      command:
        - gunicorn
      args:
        - dodo.wsgi
      ports:
        - name: http
          containerPort: 8000
        - name: metrics
          containerPort: 9000
      volumeMounts:
        - name: scratch
          mountPath: /tmp
      startupProbe:
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: 3
        httpGet:
          path: /live
          port: http
      livenessProbe:
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
        httpGet:
          path: /live
          port: metrics
      resources:
        requests:
          cpu: 100m
          memory: 256Mi
      workingDir: /srv
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop:
            - ALL
"
`);
});

describe('security', () => {
  it('is merged field by field with what is said', () => {
    const made = template({
      image: 'a',
      securityContext: { readOnlyRootFilesystem: true, capabilities: { add: ['NET_BIND_SERVICE'] } },
      pod: { securityContext: { runAsUser: 10001 }, automountServiceAccountToken: true },
    });
    expect(made.spec).toMatchObject({
      automountServiceAccountToken: true,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        { securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } } },
      ],
    });
  });

  it('leaves out for a privileged container what the API server refuses beside it', () => {
    const context = template({ image: 'a', securityContext: { privileged: true } }).spec?.containers[0]?.securityContext;
    expect(context).toEqual({ privileged: true, capabilities: { drop: ['ALL'] } });
  });

  it('is left to the program where that says so', () => {
    expect(template({ image: 'a', securityDefaults: false }).spec).toEqual({ containers: [{ name: 'web', image: 'a' }] });
  });

  it.each<[string, PodProps]>([
    ['the container', { image: 'a', securityContext: { runAsUser: 0 } }],
    ['the pod', { image: 'a', pod: { securityContext: { runAsUser: 0 } } }],
    ['a sidecar', { image: 'a', sidecars: [{ name: 's', image: 'b', securityContext: { runAsUser: 0 } }] }],
  ])('refuses root by %s, which no kubelet would start', (_, props) => expect(() => template(props)).toThrow(/ROOT_REFUSED/));

  it.each<[string, PodProps]>([
    ['the container', { image: 'a', securityContext: { runAsUser: 0, runAsNonRoot: false } }],
    ['the pod', { image: 'a', pod: { securityContext: { runAsUser: 0, runAsNonRoot: false } } }],
  ])('takes root by %s where it is said aloud', (_, props) => expect(() => template(props)).not.toThrow());
});

describe('several containers', () => {
  const gate = (name: string, waitPod?: Gate['waitPod']): Gate => ({ waitContainer: () => ({ name, image: 'wait' }), waitPod });

  it('start in this order: sidecars, gates, init containers; the app’s own container comes before the others', () => {
    const { spec } = template(
      {
        image: 'a',
        sidecars: [{ name: 'proxy', image: 'p', port: 5432, readinessProbe: { tcpSocket: { port: 5432 } } }],
        initContainers: [
          { name: 'assets', image: 'i' },
          { name: 'late', image: 's', restartPolicy: 'Always' },
        ],
        containers: [{ name: 'nginx', image: 'n' }],
      },
      [gate('migrate'), { waitContainer: () => undefined }],
    );
    expect(spec?.initContainers?.map((one) => [one.name, one.restartPolicy])).toEqual([
      ['proxy', 'Always'],
      ['migrate', undefined],
      ['assets', undefined],
      ['late', 'Always'],
    ]);
    expect(spec?.containers.map((one) => one.name)).toEqual(['web', 'nginx']);
  });

  it('may be all there is, without an own container of the app', () => {
    expect(template({ containers: [{ name: 'nginx', image: 'n' }] }).spec?.containers.map((one) => one.name)).toEqual(['nginx']);
  });

  it('get the pod fields that a gate needs, unless the program says otherwise', () => {
    const needs = { serviceAccountName: 'waiter', automountServiceAccountToken: true };
    expect(template({ image: 'a' }, [gate('g', needs)]).spec).toMatchObject(needs);
    expect(template({ image: 'a', pod: { serviceAccountName: 'web' } }, [gate('g', needs)]).spec).toMatchObject({ ...needs, serviceAccountName: 'web' });
  });

  it('share the volumes of the config that they mount', () => {
    const source = { kind: 'ConfigMap', name: 'files' } as const;
    const { spec } = template({ image: 'a', mounts: [{ source, path: '/a' }], containers: [{ name: 'b', image: 'b', mounts: [{ source, path: '/b' }] }] });
    expect(spec?.volumes).toEqual([{ name: 'files', configMap: { name: 'files' } }]);
    expect(spec?.containers.map((one) => one.volumeMounts?.[0]?.name)).toEqual(['files', 'files']);
  });
});

it('knows every source that its containers read, once', () => {
  const source = (name: string) => ({ kind: 'ConfigMap', name }) as const;
  const [a, b, c, d] = [source('a'), source('b'), source('c'), source('d')];
  const sources = configSources({
    config: [a, { source: b, prefix: 'B_' }],
    env: { C: fromKey(c, 'C'), X: 1, Y: { fieldRef: { fieldPath: 'metadata.name' } }, Z: undefined },
    initContainers: [{ name: 'i', image: 'i', mounts: [{ source: d, path: '/d' }] }],
    sidecars: [{ name: 's', image: 's', config: [a] }],
  });
  expect(sources).toEqual([a, b, c, d]);
});
