import { EventLog, type LiveObject, type WatchEvent } from '../harness';
import { type Logs, RESOURCES, type Resource } from './watches';

/** Logs in which a test says what happens; each event is a version later than the one before, as on a cluster. */
export class Told {
  readonly logs = Object.fromEntries(RESOURCES.map((resource) => [resource, new EventLog(resource)])) as Logs;
  private version = 0;

  add(resource: Resource, name: string, object: Partial<Told.Object> = {}): void {
    this.tell('ADDED', resource, name, object);
  }

  change(resource: Resource, name: string, object: Partial<Told.Object> = {}): void {
    this.tell('MODIFIED', resource, name, object);
  }

  delete(resource: Resource, name: string, object: Partial<Told.Object> = {}): void {
    this.tell('DELETED', resource, name, object);
  }

  private tell(type: WatchEvent['type'], resource: Resource, name: string, { labels, owner, leaving, ...object }: Partial<Told.Object>): void {
    const metadata: LiveObject['metadata'] = {
      name,
      uid: `uid-${name}`,
      resourceVersion: String(++this.version),
      creationTimestamp: '',
      ...(labels && { labels }),
      ...(owner && { ownerReferences: [{ kind: owner, name: 'owner', uid: 'owner' }] }),
      ...(leaving && { deletionTimestamp: 'now' }),
      ...(object.generation !== undefined && { generation: object.generation }),
    };
    this.logs[resource].add({ at: this.version, type, object: { apiVersion: '', kind: KINDS[resource], metadata, ...object } });
  }
}

export declare namespace Told {
  interface Object {
    readonly labels: Readonly<Record<string, string>>;
    /** The kind of its owner. */
    readonly owner: string;
    readonly leaving: boolean;
    readonly generation: number;
    readonly spec: unknown;
    readonly status: unknown;
    readonly data: unknown;
  }
}

const KINDS: Readonly<Record<Resource, string>> = {
  pods: 'Pod',
  replicasets: 'ReplicaSet',
  deployments: 'Deployment',
  jobs: 'Job',
  configmaps: 'ConfigMap',
  secrets: 'Secret',
  services: 'Service',
  serviceaccounts: 'ServiceAccount',
};

/** A status with one condition that is True. */
export function condition(type: string, more: object = {}): object {
  return { ...more, conditions: [{ type, status: 'True' }] };
}
