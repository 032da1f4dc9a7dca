import { isNewer, type LiveObject } from './live-object';
import { type WaitOptions, waitFor } from './wait-for';

/** One change as the API server told it. */
export interface WatchEvent {
  /** When it arrived, in milliseconds since the epoch. */
  readonly at: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: LiveObject;
}

/** What happened to the objects of one resource, oldest first. */
export class EventLog {
  private readonly log: WatchEvent[] = [];
  protected failure: string | undefined;

  constructor(readonly resource: string) {}

  /** All that happened so far, oldest first. */
  get events(): readonly WatchEvent[] {
    if (this.failure !== undefined) throw new Error(`the watch of ${this.resource} broke: ${this.failure}`);
    return this.log;
  }

  /** A place in the log: what happens from now on is `since(mark)`. */
  mark(): number {
    return this.events.length;
  }

  since(mark: number): readonly WatchEvent[] {
    return this.events.slice(mark);
  }

  /** The objects as they are after the first `count` events, all of them by default; in the order in which they came. */
  objects(count = this.events.length): readonly LiveObject[] {
    const byUid = new Map<string, LiveObject>();
    for (const { type, object } of this.events.slice(0, count)) {
      if (type === 'DELETED') byUid.delete(object.metadata.uid);
      else byUid.set(object.metadata.uid, object);
    }
    return [...byUid.values()];
  }

  /** The first `count` events alone, as a log that nothing is added to. */
  first(count: number): EventLog {
    const log = new EventLog(this.resource);
    log.log.push(...this.events.slice(0, count));
    return log;
  }

  /** The object of that name as it is now. */
  object(name: string): LiveObject | undefined {
    return this.objects().find(({ metadata }) => metadata.name === name);
  }

  /** Whether it has told of this object, in this version or a later one. */
  hasSeen(object: LiveObject): boolean {
    return this.events.some((event) => event.object.metadata.uid === object.metadata.uid && !isNewer(object, event.object));
  }

  /** Waits until the objects, as last seen, are as wanted. */
  until(what: string, wanted: (objects: readonly LiveObject[]) => boolean, options?: WaitOptions): Promise<true> {
    return waitFor(what, () => wanted(this.objects()), { every: 20, ...options });
  }

  add(event: WatchEvent): void {
    this.log.push(event);
  }

  /** From now on reading it is an error: something may be missing. */
  break(failure: string): void {
    this.failure ??= failure;
  }
}
