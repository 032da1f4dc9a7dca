import type { EventLog, WatchEvent } from './event-log';
import { hasCondition, type LiveObject } from './live-object';

/** How many pods there were at one moment. */
export interface PodCount {
  readonly at: number;
  /** Pods that are not on their way out. */
  readonly pods: number;
  /** Those of them that are Ready: what a Deployment counts with `minReadySeconds: 0`. */
  readonly ready: number;
  /** Pods with their containers still there, on their way out or not. */
  readonly present: number;
}

/** Chooses pods: by labels, all of which must be there. */
export type PodLabels = Readonly<Record<string, string>>;

/** What happened to some pods from one moment on, read from a watch of pods. */
export interface PodHistory {
  /** After every event, and first of all at the mark. */
  readonly counts: readonly PodCount[];
  /** The fewest Ready pods at any moment. */
  readonly fewestReady: number;
  /** The most pods, those on their way out not counted. For a moment they may be more than maxSurge allows, see `mostWanted`. */
  readonly mostPods: number;
  /** Names in the order of their creation. */
  readonly created: readonly string[];
  /** Names in the order in which they got Ready, those created since the mark. */
  readonly gotReady: readonly string[];
  /** Names in the order in which they were told to go. */
  readonly terminated: readonly string[];
}

/** Replays the watch from `mark` on, for the pods with these labels. */
export function podHistory(watch: EventLog, labels: PodLabels, mark = 0): PodHistory {
  const pods = new Map(
    watch
      .objects(mark)
      .filter((pod) => hasLabels(pod, labels))
      .map((pod) => [pod.metadata.uid, pod]),
  );
  const before = new Set(pods.keys());
  const counts: PodCount[] = mark === 0 ? [] : [count(watch.events[mark - 1]?.at ?? 0, pods)];
  const order = { created: new Map<string, string>(), gotReady: new Map<string, string>(), terminated: new Map<string, string>() };
  for (const event of watch.since(mark)) {
    if (!hasLabels(event.object, labels)) continue;
    step(event, pods);
    const { uid, name } = event.object.metadata;
    if (!before.has(uid)) remember(order.created, uid, name);
    if (!before.has(uid) && isReady(event.object)) remember(order.gotReady, uid, name);
    if (event.type === 'DELETED' || isLeaving(event.object)) remember(order.terminated, uid, name);
    counts.push(count(event.at, pods));
  }
  return {
    counts,
    fewestReady: Math.min(...counts.map(({ ready }) => ready)),
    mostPods: Math.max(...counts.map((moment) => moment.pods)),
    created: [...order.created.values()],
    gotReady: [...order.gotReady.values()],
    terminated: [...order.terminated.values()],
  };
}

function step({ type, object }: WatchEvent, pods: Map<string, LiveObject>): void {
  if (type === 'DELETED') pods.delete(object.metadata.uid);
  else pods.set(object.metadata.uid, object);
}

function count(at: number, pods: ReadonlyMap<string, LiveObject>): PodCount {
  const present = [...pods.values()];
  const staying = present.filter((pod) => !isLeaving(pod) && !isFinished(pod));
  return { at, present: present.length, pods: staying.length, ready: staying.filter(isReady).length };
}

function isReady(pod: LiveObject): boolean {
  return hasCondition(pod, 'Ready');
}

function isLeaving(pod: LiveObject): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

function isFinished(pod: LiveObject): boolean {
  return ['Succeeded', 'Failed'].includes(pod.status?.phase);
}

function hasLabels(pod: LiveObject, labels: PodLabels): boolean {
  return Object.entries(labels).every(([key, value]) => pod.metadata.labels?.[key] === value);
}

function remember(names: Map<string, string>, uid: string, name: string): void {
  if (!names.has(uid)) names.set(uid, name);
}
