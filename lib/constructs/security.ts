import type { Container, PodSpec, SecurityContext } from '../../imports/k8s';
import type { ProblemList } from './problem-list';

/**
 * What every pod gets unless it says otherwise: the "restricted" Pod Security Standard, no token of the service account (most programs never call the API
 * server), and no `REDIS_PORT=tcp://…` variables made from the names of the Services around (`enableServiceLinks`), which shadow settings of the same name.
 */
export const podSecurity = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
} as const satisfies Partial<PodSpec>;

/** What every container gets unless it says otherwise: no way to more privileges, no Linux capabilities. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
} as const;

/** A container's security context over the defaults, field by field, so that `capabilities: { add: ['NET_BIND_SERVICE'] }` still drops all others. */
export function securedContainer(own: SecurityContext | undefined): SecurityContext {
  const capabilities = { drop: [...containerSecurity.capabilities.drop], ...own?.capabilities };
  // The API server refuses the two together: "cannot set `allowPrivilegeEscalation` to false and `privileged` to true" (ValidateSecurityContext).
  const escalation = own?.privileged === true ? {} : { allowPrivilegeEscalation: containerSecurity.allowPrivilegeEscalation };
  return { ...escalation, ...own, capabilities };
}

/** The pod's own fields over the defaults; its security context field by field. */
export function securedPod(own: Partial<PodSpec>): Partial<PodSpec> {
  return { ...podSecurity, ...own, securityContext: { ...podSecurity.securityContext, ...own.securityContext } };
}

/** Notes containers whose user is root while the pod must not run as root: the kubelet would never start them. */
export function checkUsers(pod: Partial<PodSpec>, containers: readonly Container[], problems: ProblemList): void {
  for (const container of containers) {
    const nonRoot = container.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot;
    const user = container.securityContext?.runAsUser ?? pod.securityContext?.runAsUser;
    if (nonRoot !== true || user !== 0) continue;
    problems.add(
      'ROOT_REFUSED',
      'securityContext',
      `container ${container.name} runs as user 0, which runAsNonRoot forbids: the kubelet would not start it`,
      'set runAsUser to a number above 0, or say runAsNonRoot: false where root is really needed',
    );
  }
}
