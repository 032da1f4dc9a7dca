import { EventLog, type WatchEvent } from './event-log';
import { mostWanted } from './wanted-pods';

const labels = { app: 'web' };

function event(type: WatchEvent['type'], uid: string, replicas: number, app = 'web'): WatchEvent {
  const metadata = { name: uid, uid, resourceVersion: '1', creationTimestamp: '', labels: { app } };
  return { at: 0, type, object: { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec: { replicas } } };
}

/** A log of this. */
function seen(...events: readonly WatchEvent[]): EventLog {
  const log = new EventLog('replicasets');
  for (const one of events) log.add(one);
  return log;
}

it('counts what all ReplicaSets ask for together, event by event', () => {
  const sets = seen(event('ADDED', 'old', 4), event('ADDED', 'new', 1), event('MODIFIED', 'old', 3), event('MODIFIED', 'new', 2));
  expect(mostWanted(sets, labels)).toBe(5);
});

it('begins at the mark, with what is there by then', () => {
  const sets = seen(event('ADDED', 'old', 9), event('MODIFIED', 'old', 3), event('ADDED', 'new', 1));
  expect(mostWanted(sets, labels, 2)).toBe(4);
});

it('forgets what is deleted and what has other labels', () => {
  const sets = seen(event('ADDED', 'other', 9, 'worker'), event('ADDED', 'old', 2), event('DELETED', 'old', 2), event('ADDED', 'new', 1));
  expect(mostWanted(sets, labels)).toBe(2);
});
