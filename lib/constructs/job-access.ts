import { Construct } from 'constructs';
import { KubeRole, KubeRoleBinding, KubeServiceAccount, type ObjectMeta } from '../../imports/k8s';
import { dnsSubdomain, validName } from './names';

/** Whose access to which Job. */
export interface JobAccessProps {
  /** The name of the Job without its hash. */
  readonly name: string;
  /** The name of the Job. */
  readonly jobName: string;
  /** The metadata that all the objects share. */
  readonly metadata: Omit<ObjectMeta, 'name'>;
  /**
   * A service account that exists.
   * @default one that is made, `<name>-wait`
   */
  readonly serviceAccountName?: string | undefined;
}

/**
 * What pods need to watch one Job: a Role that may `get`, `list` and `watch` that Job and nothing else, a RoleBinding, a ServiceAccount.
 *
 * `list` and `watch` are granted by name, which works since kubectl asks for `metadata.name=<job>` (k8s.io/apiserver, `RequestInfo.Name`). The Role carries the
 * hash of the Job in its own name, and so lives as long as the Job: a Role of a fixed name would be about the newest Job only, and pods of an older
 * revision, started again by a rollback, could not see theirs.
 */
export class JobAccess extends Construct {
  readonly role: KubeRole;
  /** The ServiceAccount, unless one that exists was named. */
  readonly serviceAccount: KubeServiceAccount | undefined;
  readonly serviceAccountName: string;
  readonly #props: JobAccessProps;

  constructor(scope: Construct, id: string, props: JobAccessProps) {
    super(scope, id);
    this.#props = props;
    const { name, jobName, metadata, serviceAccountName } = props;
    this.role = new KubeRole(this, 'Role', {
      metadata: { name: `${jobName}-wait`, ...metadata },
      rules: [{ apiGroups: ['batch'], resources: ['jobs'], resourceNames: [jobName], verbs: ['get', 'list', 'watch'] }],
    });
    this.serviceAccountName = serviceAccountName ?? `${name}-wait`;
    this.serviceAccount =
      serviceAccountName === undefined
        ? new KubeServiceAccount(this, 'ServiceAccount', { metadata: { name: this.serviceAccountName, ...metadata }, automountServiceAccountToken: false })
        : undefined;
    this.grant(this.serviceAccountName);
  }

  /**
   * Lets the pods of one more service account of the namespace watch the Job. Saying it twice is saying it once.
   * @throws RollwrightError NAME_INVALID
   */
  grant(serviceAccountName: string): KubeRoleBinding {
    const { jobName, metadata } = this.#props;
    // The hash of the Job has 10 characters, its token as many as it happens to have: the room is that of the name as it will be.
    const room = this.#props.name.length + '-0123456789-wait-'.length;
    validName(dnsSubdomain, serviceAccountName, { what: 'name of a ServiceAccount', construct: this.node.path, room });
    const id = `RoleBinding-${serviceAccountName}`;
    const granted = this.node.tryFindChild(id) as KubeRoleBinding | undefined;
    if (granted !== undefined) return granted;
    return new KubeRoleBinding(this, id, {
      metadata: { name: `${jobName}-wait-${serviceAccountName}`, ...metadata },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: `${jobName}-wait` },
      // Without a namespace the subject is of the namespace of the RoleBinding (k8s.io/kubernetes/pkg/registry/rbac/validation, `appliesToUser`).
      subjects: [{ kind: 'ServiceAccount', name: serviceAccountName }],
    });
  }
}
