import { Duration } from 'cdk8s';
import { http, tcp } from '../../lib';
import type { Variant } from './rollout-under-load';

const wait = (count: number) => ({ props: { drain: { wait: Duration.seconds(count) } } });
const DIES = { APP_ON_TERM: 'exit' };
const SLOW = { APP_WORK_SECONDS: 2.5 };

/** What docs/measured-rollouts.md shows, by its words there. */
export const VARIANTS = {
  'the defaults of RollingDeployment': {},
  '`readinessProbe` every second': { props: { readinessProbe: http('/ready', { period: Duration.seconds(1) }) } },
  '`startupProbe: tcp()`': { props: { startupProbe: tcp() } },
  'a client that keeps its connections': { keepAlive: true },
  '`maxSurge: 0`, `maxUnavailable: 1`': { props: { rollout: { maxSurge: 0, maxUnavailable: 1 } } },
  'the program dies at SIGTERM': { env: DIES },
  '`wait` 3 s': wait(3),
  '`wait` 2 s': wait(2),
  '`wait` 1 s': wait(1),
  '`drain: false`': { props: { drain: false } },
  '`drain: false`, the program dies at SIGTERM': { props: { drain: false }, env: DIES },
  '`readinessProbe: false`': { props: { readinessProbe: false } },
  '`readinessProbe: false`, `drain: false`': { props: { readinessProbe: false, drain: false } },
  '`strategy: Recreate`': { props: { rollout: { strategy: 'Recreate' } } },
  'requests take 2.5 s': { env: SLOW },
  'requests take 2.5 s, `wait` 1 s, `stop` 1 s': { props: { drain: { wait: Duration.seconds(1), stop: Duration.seconds(1) } }, env: SLOW },
} as const satisfies Readonly<Record<string, Variant>>;
