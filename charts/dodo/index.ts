/** dodo, a Django service: web (gunicorn), worker (Celery), migration, config and access, in any environment. */
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { AppSecretRef, http, program, WebService } from '../../lib';
import { DodoAccess } from './access';
import { type DodoSettings, dodoSettings } from './settings';

export const dodo = program({
  name: 'dodo',
  settings: dodoSettings,
  build: (app, s) => {
    new Dodo(app, 'dodo', s);
  },
});

/** Django refuses a Host that is not in ALLOWED_HOSTS; the kubelet would say the pod's address. */
const HOST = { Host: 'dodo' };

export class Dodo extends Chart {
  constructor(scope: Construct, id: string, s: DodoSettings) {
    super(scope, id, { namespace: s.namespace });
    const secrets = AppSecretRef.existing(this, 'secrets', { name: `${s.name}-secrets`, version: s.secretsVersion, keys: ['DATABASE_URL', 'SECRET_KEY'] });
    const access = new DodoAccess(this, 'access', { name: s.name });

    new WebService(this, 'service', {
      name: s.name,
      image: s.image,
      changeCause: { commit: s.commit },
      config: {
        data: {
          DJANGO_SETTINGS_MODULE: 'dodo.settings',
          LOG_LEVEL: s.logLevel,
          WEB: { CROSS_ORIGIN: s.web.crossOrigins }, // WEB__CROSS_ORIGIN__0, __1, …
          ...(s.env === 'prod' && { SENTRY__DSN: s.sentryDsn }),
        },
      },
      secrets: [secrets],
      pod: { serviceAccountName: access.serviceAccountName, nodeSelector: { 'node-group': s.nodeGroup } },

      migration: {
        command: ['python', 'manage.py', 'migrate', '--no-input'],
        check: ['python', 'manage.py', 'migrate', '--check'],
      },
      web: {
        command: ['gunicorn', 'dodo.wsgi'],
        args: ['--bind=0.0.0.0:8000'],
        port: 8000,
        readinessProbe: http('/ready', { headers: HOST }),
        livenessProbe: http('/alive', { headers: HOST }),
        resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '512Mi' } },
        rollout: { maxSurge: 1, maxUnavailable: 0 },
        ...(s.web.autoscaling ? { autoscaling: { minReplicas: s.web.replicas, ...s.web.autoscaling } } : { replicas: s.web.replicas }),
        ...(s.env === 'prod' && { disruptionBudget: { maxUnavailable: 1 } }),
      },
      workers: {
        worker: {
          command: ['celery', '--app=dodo', 'worker'],
          args: [`--concurrency=${s.worker.concurrency}`, `--queues=${s.worker.queues.join(',')}`],
          replicas: s.worker.replicas,
          pod: { automountServiceAccountToken: true }, // to find the web pods
          resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '512Mi' } },
        },
      },
    });
  }
}
