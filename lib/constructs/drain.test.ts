import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { type DrainProps, drained } from './drain';
import type { PodProps } from './pod-template';
import { ProblemList } from './problem-list';

const sleep = (seconds: number) => ({ preStop: { sleep: { seconds } } });

function drain(props: PodProps, how?: DrainProps | false): PodProps {
  const problems = new ProblemList('web');
  const made = drained(props, how, problems);
  problems.throwIfAny();
  return made;
}

it.each<[string, PodProps, DrainProps | false | undefined, PodProps]>([
  ['a port', { image: 'a', port: 80 }, undefined, { lifecycle: sleep(5), pod: { terminationGracePeriodSeconds: 35 } }],
  ['ports', { image: 'a', ports: [{ containerPort: 80 }] }, undefined, { lifecycle: sleep(5) }],
  ['a wait of its own', { image: 'a', port: 80 }, { wait: Duration.seconds(20) }, { lifecycle: sleep(20), pod: { terminationGracePeriodSeconds: 50 } }],
  ['a longer stop', { image: 'a', port: 80 }, { stop: Duration.minutes(2) }, { lifecycle: sleep(5), pod: { terminationGracePeriodSeconds: 125 } }],
  ['a worker with a longer stop', { image: 'a' }, { stop: Duration.minutes(2) }, { pod: { terminationGracePeriodSeconds: 120 } }],
  [
    'a grace period that is said',
    { image: 'a', port: 80, pod: { terminationGracePeriodSeconds: 10 } },
    undefined,
    { pod: { terminationGracePeriodSeconds: 10 } },
  ],
  ['a preStop of its own', { image: 'a', port: 80, lifecycle: sleep(20) }, undefined, { lifecycle: sleep(20), pod: { terminationGracePeriodSeconds: 50 } }],
  [
    'a postStart of its own',
    { image: 'a', port: 80, lifecycle: { postStart: sleep(1).preStop } },
    undefined,
    { lifecycle: { postStart: sleep(1).preStop, ...sleep(5) } },
  ],
  [
    'a container beside',
    { image: 'a', containers: [{ name: 'nginx', image: 'n', port: 80 }] },
    undefined,
    { lifecycle: sleep(5), containers: [{ name: 'nginx', image: 'n', port: 80, lifecycle: sleep(5) }] },
  ],
  ['a port of a sidecar', { image: 'a', sidecars: [{ name: 'proxy', image: 'p', port: 80 }] }, undefined, { lifecycle: sleep(5) }],
])('%s: every container waits, and the grace period fits', (_, props, how, expected) => expect(drain(props, how)).toMatchObject(expected));

it.each<[string, PodProps, DrainProps | false | undefined]>([
  ['a worker', { image: 'a' }, undefined],
  ['one that does not want it', { image: 'a', port: 80 }, false],
])('leaves %s alone', (_, props, how) => expect(drain(props, how)).toBe(props));

it('never waits where the wait is 0', () => {
  expect(drain({ image: 'a', port: 80 }, { wait: Duration.seconds(0) })).toEqual({ image: 'a', port: 80, pod: { terminationGracePeriodSeconds: 30 } });
});

it('refuses a part of a second', () => expect(() => drain({ image: 'a', port: 80 }, { wait: Duration.millis(1500) })).toThrow(/QUANTITY_INVALID {2}drain/));

it('always leaves the program the time to stop', () => {
  fc.assert(
    fc.property(fc.nat({ max: 600 }), fc.integer({ min: 1, max: 600 }), fc.option(fc.nat({ max: 600 }), { nil: undefined }), (wait, stop, own) => {
      const props: PodProps = { image: 'a', port: 80, ...(own !== undefined && { lifecycle: sleep(own) }) };
      const made = drain(props, { wait: Duration.seconds(wait), stop: Duration.seconds(stop) });
      return (made.pod?.terminationGracePeriodSeconds ?? 0) - (made.lifecycle?.preStop?.sleep?.seconds ?? 0) >= stop;
    }),
  );
});
