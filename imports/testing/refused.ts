/**
 * What the types of imports/k8s.ts refuse, a line each. `npm run typecheck` fails where a marked line compiles;
 * k8s-types.test.ts takes the marks away and expects an error on exactly the marked lines.
 */
import { type Container, type JSONSchemaProps, KubeDeployment, KubeHorizontalPodAutoscaler, KubeRoleBinding, KubeService, type PodSpec } from '../k8s';

const selector = { matchLabels: { app: 'web' } };
const template = { spec: { containers: [] } };
const container: Container = { name: 'web' };
const scaleTargetRef = { kind: 'Deployment', name: 'web' };

export const refused = [
  // A field that does not exist, at any depth; status is the server's.
  // @ts-expect-error replica
  KubeDeployment.manifest({ spec: { replica: 1, selector, template } }),
  // @ts-expect-error imagePullPolice
  KubeDeployment.manifest({ spec: { selector, template: { spec: { containers: [{ name: 'web', imagePullPolice: 'Always' }] } } } }),
  // @ts-expect-error status
  KubeDeployment.manifest({ status: { replicas: 1 } }),

  // A value outside an enum, published (the first four) or only enforced by the server.
  // @ts-expect-error always
  { name: 'web', imagePullPolicy: 'always' } satisfies Container,
  // @ts-expect-error Rolling
  KubeDeployment.manifest({ spec: { strategy: { type: 'Rolling' }, selector, template } }),
  // @ts-expect-error tcp
  KubeService.manifest({ spec: { ports: [{ port: 80, protocol: 'tcp' }] } }),
  // @ts-expect-error ReadWriteTwice
  { containers: [], volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteTwice'] } } } }] } satisfies PodSpec,
  // @ts-expect-error Sometimes
  { name: 'proxy', restartPolicy: 'Sometimes' } satisfies Container,
  // @ts-expect-error Is
  KubeDeployment.manifest({ spec: { selector: { matchExpressions: [{ key: 'app', operator: 'Is' }] }, template } }),
  // @ts-expect-error robot
  KubeRoleBinding.manifest({ roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'robot', name: 'r' }] }),

  // A required field left out.
  // @ts-expect-error containers
  { restartPolicy: 'Always' } satisfies PodSpec,
  // @ts-expect-error selector
  KubeDeployment.manifest({ spec: { template } }),
  // @ts-expect-error roleRef
  () => KubeRoleBinding.manifest(),

  // Camel case instead of the wire spelling.
  // @ts-expect-error clusterIp
  KubeService.manifest({ spec: { clusterIp: 'None' } }),
  // @ts-expect-error hostIpc
  { containers: [], hostIpc: true } satisfies PodSpec,
  // @ts-expect-error downwardApi
  { containers: [], volumes: [{ name: 'v', downwardApi: { items: [] } }] } satisfies PodSpec,

  // The fields of another API version.
  // @ts-expect-error autoscaling/v1
  KubeHorizontalPodAutoscaler.manifest({ spec: { maxReplicas: 2, scaleTargetRef, targetCPUUtilizationPercentage: 70 } }),

  // Text for a number; null; a change of what is readonly; a keyword that schemas do not have.
  // @ts-expect-error '80'
  { name: 'web', ports: [{ containerPort: '80' }] } satisfies Container,
  // @ts-expect-error null
  { name: 'web', image: null } satisfies Container,
  // @ts-expect-error readonly
  () => container.env?.push({ name: 'A' }),
  // @ts-expect-error propertys
  { type: 'object', propertys: {} } satisfies JSONSchemaProps,
];
