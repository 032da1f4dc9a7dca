/** Variables from everywhere, in a container of every role. */
import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, AppSecretRef, fromField, fromKey, fromResource, layer, plainYaml, program, RollingDeployment, rollwright } from '../../lib';

const settings = z.object({ namespace: z.string() });

/** The image's user cannot be told by the manifest; everything else of the pods can. */
const image = 'e2e.local/app:1';
const AWKWARD = 'two words, "quotes", \'single\', back\\slash, $HOME, $(NOT_A_REFERENCE), tab\t, and é\nsecond line ';

export const environment = program({
  name: 'environment',
  settings,
  build: (app, { namespace }) => {
    const chart = new Chart(app, 'environment', { namespace });
    const base = new AppConfig(chart, 'base', { name: 'base', data: { SHARED: 'base', AWKWARD, EMPTY: '', NUMBER: 1e-7, YES: true, LIST: ['a', 'b'] } });
    const over = new AppConfig(chart, 'over', { name: 'over', data: { SHARED: 'over', OWN: 'over' } });
    const prefixed = new AppConfig(chart, 'prefixed', { name: 'prefixed', data: { SHARED: 'prefixed' } });
    const files = new AppConfig(chart, 'files', { name: 'files', files: { 'app.ini': 'not a variable' } });
    const secret = AppSecretRef.existing(chart, 'secret', { name: 'secret', keys: ['PASSWORD'] });
    const shared = { name: 'shared', mountPath: '/shared' };

    new RollingDeployment(chart, 'web', {
      name: 'web',
      image,
      args: ['serve'],
      port: 8080,
      resources: { requests: { cpu: '150m', memory: '64Mi' }, limits: { memory: '96Mi' } },
      config: [base, { source: over, override: true }, { source: prefixed, prefix: 'THEIR_' }, secret],
      mounts: [{ source: files, path: '/etc/app' }],
      env: {
        OWN: 'env wins over config',
        EXPANDED: '$(SHARED) and $(OWN)',
        ESCAPED: '$$(SHARED)',
        UNKNOWN: '$(NOWHERE)',
        LATER: '$(AFTERWARDS)',
        AFTERWARDS: 'too late',
        NOTHING: '',
        TRUTH: false,
        KEY: fromKey(base, 'NUMBER'),
        LOGIN: 'user:$(PASSWORD)',
        MISSING: fromKey({ kind: 'ConfigMap', name: 'of-nobody', optional: true }, 'KEY'),
        POD: fromField('metadata.name'),
        NAMESPACE: fromField('metadata.namespace'),
        LABEL: fromField("metadata.labels['app.kubernetes.io/name']"),
        NODE: fromField('spec.nodeName'),
        ADDRESS: fromField('status.podIP'),
        CPU: fromResource('requests.cpu', { divisor: '1m' }),
        CPUS: fromResource('requests.cpu'),
        MEMORY: fromResource('limits.memory', { divisor: '1Mi' }),
      },
      sidecars: [{ name: 'proxy', image, args: ['work'], config: [prefixed], env: { ROLE: 'sidecar of $(SHARED)' } }],
      initContainers: [
        {
          name: 'prepare',
          image,
          command: ['/bin/sh', '-c', 'cp /proc/1/environ /shared/prepare'],
          config: [over],
          env: { ROLE: 'init' },
          volumeMounts: [shared],
        },
      ],
      volumeMounts: [shared],
      pod: { volumes: [{ name: 'shared', emptyDir: {} }] },
    });
  },
});

export default rollwright({ programs: [environment], environments: { test: [layer<z.infer<typeof settings>>({})] }, outputs: [plainYaml()] });
