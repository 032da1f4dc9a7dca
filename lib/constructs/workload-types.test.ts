import type { ConfiguredAppProps } from './configured-app';
import type { RollingDeploymentProps } from './rolling-deployment';
import type { WebServiceProps } from './web-service';

/** What the compiler must refuse: each line is an error of `npm run typecheck` when it does not. */
const refused = {
  // @ts-expect-error no such field of a pod
  podField: { name: 'web', pod: { nodeSelektor: {} } } satisfies RollingDeploymentProps,
  // @ts-expect-error no such value
  pullPolicy: { name: 'web', imagePullPolicy: 'Sometimes' } satisfies RollingDeploymentProps,
  // @ts-expect-error a percentage has a sign
  count: { name: 'web', rollout: { maxSurge: '25' } } satisfies RollingDeploymentProps,
  // @ts-expect-error counts belong to RollingUpdate
  recreate: { name: 'web', rollout: { strategy: 'Recreate', maxSurge: 1 } } satisfies RollingDeploymentProps,
  // @ts-expect-error a value is no list
  env: { name: 'web', env: { HOSTS: ['a'] } } satisfies RollingDeploymentProps,
  // @ts-expect-error config is a source, not a name
  config: { name: 'web', config: ['shop-config'] } satisfies RollingDeploymentProps,
  // @ts-expect-error the names come from the service
  name: { name: 'dodo', image: 'a', web: { name: 'x' } } satisfies WebServiceProps,
  // @ts-expect-error a CronJob needs a schedule
  schedule: { kind: 'CronJob', name: 'nightly' } satisfies ConfiguredAppProps<'CronJob'>,
  // @ts-expect-error no field of a DaemonSet
  replicas: { kind: 'DaemonSet', name: 'agent', spec: { replicas: 1 } } satisfies ConfiguredAppProps<'DaemonSet'>,
};

it('has one line for each thing that is refused', () => expect(Object.keys(refused)).toHaveLength(9));
