import type { Construct } from 'constructs';
import { addIntent, type External as ExternalIntent } from '../manifest';
import { dnsServiceName, dnsSubdomain, validName } from './names';

/**
 * Declares that somebody else makes an object: a reference to it is no error. Nothing is written for it.
 *
 * Each takes the construct that the declaration belongs to (a chart, most often) and the object's `metadata.name`.
 * @throws RollwrightError NAME_INVALID
 */
export const External = {
  /** A ConfigMap of another team, of an operator, of the cluster. */
  configMap: (scope: Construct, name: string): void => declare(scope, 'ConfigMap', name),
  /** A Secret, whatever makes it: a person, ExternalSecret, cert-manager. With its keys, `rollwright env` names the variables that come from it. */
  secret: (scope: Construct, name: string, options: { readonly keys?: readonly string[] | undefined } = {}): void =>
    declare(scope, 'Secret', name, options.keys),
  /** A ServiceAccount; `default` needs no declaration. */
  serviceAccount: (scope: Construct, name: string): void => declare(scope, 'ServiceAccount', name),
  /** A PersistentVolumeClaim. */
  persistentVolumeClaim: (scope: Construct, name: string): void => declare(scope, 'PersistentVolumeClaim', name),
  /** A Service. */
  service: (scope: Construct, name: string): void => declare(scope, 'Service', name),
} as const;

function declare(scope: Construct, kind: ExternalIntent['kind'], name: string, keys?: readonly string[]): void {
  const rule = kind === 'Service' ? dnsServiceName : dnsSubdomain;
  const valid = validName(rule, name, { what: `name of the external ${kind}`, construct: scope.node.path });
  addIntent(scope, { intent: 'external', kind, name: valid, ...(keys && { keys }) });
}
