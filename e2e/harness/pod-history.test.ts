import { EventLog, type WatchEvent } from './event-log';
import { podHistory } from './pod-history';

interface PodState {
  readonly ready?: boolean;
  readonly leaving?: boolean;
  readonly app?: string;
}

function event(type: WatchEvent['type'], name: string, { ready = false, leaving = false, app = 'web' }: PodState = {}): WatchEvent {
  const metadata = { name, uid: `uid-${name}`, resourceVersion: '1', creationTimestamp: '', labels: { app }, ...(leaving && { deletionTimestamp: 'now' }) };
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  return { at: 0, type, object: { apiVersion: 'v1', kind: 'Pod', metadata, status: { phase: 'Running', conditions } } };
}

function logOf(events: readonly WatchEvent[]): EventLog {
  const log = new EventLog('pods');
  for (const one of events) log.add(one);
  return log;
}

const before = [event('ADDED', 'a', { ready: true }), event('ADDED', 'b', { ready: true }), event('ADDED', 'x', { ready: true, app: 'other' })];
const rolling = [
  event('ADDED', 'c'),
  event('MODIFIED', 'c', { ready: true }),
  event('MODIFIED', 'a', { ready: true, leaving: true }),
  event('ADDED', 'd'),
  event('DELETED', 'a', { ready: true, leaving: true }),
  event('MODIFIED', 'b', { ready: true, leaving: true }),
  event('MODIFIED', 'd', { ready: true }),
  event('DELETED', 'x', { app: 'other' }),
];
const history = podHistory(logOf([...before, ...rolling]), { app: 'web' }, before.length);

it('names the pods that came, got Ready and went, in that order', () => {
  expect(history).toMatchObject({ created: ['c', 'd'], gotReady: ['c', 'd'], terminated: ['a', 'b'] });
});

it('counts a pod on its way out as present but neither as a pod nor as Ready', () => {
  expect(history.fewestReady).toBe(1);
  expect(history.mostPods).toBe(3);
  expect(history.counts.at(-1)).toMatchObject({ present: 3, pods: 2, ready: 2 });
});

it('begins with what there was at the mark', () => {
  expect(history.counts[0]).toMatchObject({ pods: 2, ready: 2 });
  expect(podHistory(logOf(before), { app: 'web' }, before.length)).toMatchObject({ fewestReady: 2, created: [], terminated: [] });
});
