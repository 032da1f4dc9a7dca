import type { LiveObject } from './live-object';
import { mostWanted } from './wanted-pods';
import type { Watch, WatchEvent } from './watch';

const labels = { app: 'web' };

function event(type: WatchEvent['type'], uid: string, replicas: number, app = 'web'): WatchEvent {
  const metadata = { name: uid, uid, resourceVersion: '1', creationTimestamp: '', labels: { app } };
  return { at: 0, type, object: { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec: { replicas } } };
}

/** A watch that has seen this. */
function seen(...events: readonly WatchEvent[]): Watch {
  const objects = (count = events.length): readonly LiveObject[] => {
    const byUid = new Map(events.slice(0, count).map(({ object }) => [object.metadata.uid, object]));
    return [...byUid.values()];
  };
  return { objects, since: (mark: number) => events.slice(mark) } as unknown as Watch;
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
