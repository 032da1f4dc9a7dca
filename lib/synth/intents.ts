import type { IConstruct } from 'constructs';
import { groupOf, type Intent, intentsOf, type Manifest } from '../manifest';
import type { Tree } from './tree';

/** Workloads whose running pods a changed template replaces. A Job refuses the change, a CronJob starts new pods anyway, a bare Pod or ReplicaSet replaces none. */
const ROLLING = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'argoproj.io/Rollout']);

/** Tells the intents of an object: its own, and `rolls-with-config` where a construct at or above it says so of every workload below. */
export function intentsIn(tree: Tree): (object: IConstruct, manifest: Manifest) => readonly Intent[] {
  const scopes = new Set(tree.constructs.filter((construct) => intentsOf(construct).some(isScoped)));
  return (object, manifest) => {
    const own = intentsOf(object).filter((intent) => !isScoped(intent));
    const rolls = own.some(({ intent }) => intent === 'rolls-with-config');
    if (rolls || scopes.size === 0 || !ROLLING.has(`${groupOf(manifest.apiVersion)}/${manifest.kind}`)) return own;
    return object.node.scopes.some((scope) => scopes.has(scope)) ? [...own, { intent: 'rolls-with-config' }] : own;
  };
}

function isScoped(intent: Intent): boolean {
  return intent.intent === 'rolls-with-config' && intent.scope === true;
}
