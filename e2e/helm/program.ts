/** A program of which a chart is made: a web server, and a migration that reads config and asks the API server, before or after the rollout. */
import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, k8s, MigrationJob, program, RollingDeployment } from '../../lib';

export const migratingSettings = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/),
  namespace: z.string().regex(/^[a-z][a-z0-9-]{0,40}[a-z0-9]$/),
  /** With "fails" in it the migration fails (e2e/harness/fake-nodes/stages.yaml). */
  tag: z.string().regex(/^[a-z0-9][a-z0-9-]{0,20}$/),
  greeting: z.string(),
});

export interface Migration {
  readonly when: 'before' | 'after';
  /** Of the migration, and of what is served. */
  readonly repository: string;
  readonly command: readonly string[];
}

/** One that a fake node can run, where nothing is really started. */
export const fake = (when: 'before' | 'after'): Migration => ({ when, repository: 'registry.example.com/shop', command: ['shop', 'migrate'] });

export const migrating = ({ when, repository, command }: Migration) =>
  program({
    name: 'shop',
    settings: migratingSettings,
    build: (app, { name, namespace, tag, greeting }) => {
      const chart = new Chart(app, 'shop', { namespace });
      const metadata = { name, labels: { 'app.kubernetes.io/name': name } };
      new k8s.KubeServiceAccount(chart, 'account', { metadata });
      const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }];
      new k8s.KubeRole(chart, 'role', { metadata, rules });
      new k8s.KubeRoleBinding(chart, 'binding', {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name }],
      });
      const config = new AppConfig(chart, 'config', { name: `${name}-config`, data: { GREETING: greeting }, app: { name } });
      const pod = { serviceAccountName: name, automountServiceAccountToken: true };
      const image = `${repository}:${tag}`;
      const job = { name: `${name}-migrate`, image, command, config: [config], pod, backoffLimit: 0, app: { name, component: 'migrate' } };
      const migration = new MigrationJob(chart, 'migrate', { ...job, when, check: command });
      new RollingDeployment(chart, 'web', {
        name,
        image: `${repository}:v1`,
        args: ['serve'],
        port: 8080,
        config: [config],
        after: [migration],
        env: { TAG: tag },
        pod,
      });
    },
  });
