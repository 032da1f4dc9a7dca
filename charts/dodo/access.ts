import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** What dodo's pods may do and who may reach them, written with cdk8s-plus-27. */
export class DodoAccess extends Construct {
  readonly serviceAccountName: string;

  constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id);
    const { name } = props;
    const metadata = { name, labels: { 'app.kubernetes.io/name': name } };

    const account = new kplus.ServiceAccount(this, 'account', { metadata });
    this.serviceAccountName = account.name;

    // The workers find the web pods, to drop what these have cached.
    const role = new kplus.Role(this, 'role', { metadata });
    role.allowRead(kplus.ApiResource.PODS);
    const binding = new kplus.RoleBinding(this, 'binding', { metadata, role: role as kplus.IRole });
    binding.addSubjects(account);
    // cdk8s-plus-27 writes the core group as "", which the API server does not keep: each kubectl apply would report a change.
    ApiObject.of(binding).addJsonPatch(JsonPatch.remove('/subjects/0/apiGroup'));

    // Nobody may reach the pods, except the web pods on their port.
    const all = kplus.Pods.select(this, 'all', { labels: { 'app.kubernetes.io/name': name } });
    new kplus.NetworkPolicy(this, 'policy', { metadata, selector: all, ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY } });
    const web = kplus.Pods.select(this, 'web', { labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'web' } });
    new kplus.NetworkPolicy(this, 'web-policy', {
      metadata: { ...metadata, name: `${name}-web` },
      selector: web,
      ingress: { rules: [{ peer: kplus.NetworkPolicyIpBlock.anyIpv4(this, 'anybody'), ports: [kplus.NetworkPolicyPort.tcp(8000)] }] },
    });
  }
}
