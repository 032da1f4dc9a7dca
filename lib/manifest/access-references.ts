import { eachObject, type Placed, placedAt } from './json-pointer';
import { type References, text } from './reference';

const RBAC = 'rbac.authorization.k8s.io';

/** Roles that the API server makes itself (plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go); the others of it begin with `system:`. */
const BOOTSTRAP_ROLES = new Set(['cluster-admin', 'admin', 'edit', 'view']);

/** RoleBinding and ClusterRoleBinding: the role, and the subjects that are objects; users and groups are none. */
export function addBindingReferences(to: References, binding: Placed): void {
  const role = placedAt(binding, 'roleRef');
  const name = text(role.value.name) ?? '';
  const builtin = role.value.kind === 'ClusterRole' && (BOOTSTRAP_ROLES.has(name) || name.startsWith('system:'));
  to.addTyped(role, { kind: 'Role', group: RBAC }, { through: 'role', builtin });
  for (const subject of eachObject(binding.value, binding.path, 'subjects')) {
    if (subject.value.kind !== 'ServiceAccount') continue;
    to.add(subject, 'name', {
      kind: 'ServiceAccount',
      through: 'subject',
      namespace: text(subject.value.namespace),
      builtin: subject.value.name === 'default',
    });
  }
}

export function addServiceAccountReferences(to: References, account: Placed): void {
  for (const secret of eachObject(account.value, account.path, 'secrets')) to.add(secret, 'name', { kind: 'Secret', through: 'serviceAccount' });
  for (const secret of eachObject(account.value, account.path, 'imagePullSecrets')) to.add(secret, 'name', { kind: 'Secret', through: 'imagePullSecrets' });
}

/** A webhook's or an aggregated API's Service, which says its own namespace. */
export function addClientService(to: References, service: Placed): void {
  to.add(service, 'name', { kind: 'Service', through: 'webhook', namespace: text(service.value.namespace) });
}

export function addWebhookReferences(to: References, configuration: Placed): void {
  for (const webhook of eachObject(configuration.value, configuration.path, 'webhooks')) addClientService(to, placedAt(webhook, 'clientConfig', 'service'));
}
