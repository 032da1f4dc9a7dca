import type { Schema } from './schema';
import type { Selection } from './selection';

/**
 * Fields that the OpenAPI documents call a plain string though the API server refuses all but these values:
 * their Go types lack the `+enum` marker. Each list was read from the server's own refusal of a wrong value
 * (`Unsupported value: … supported values: …`, Kubernetes 1.36.3) and holds for every feature gate.
 */
export const unpublishedEnums: Readonly<Record<string, readonly string[]>> = {
  'Container.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'ContainerRestartRule.action': ['Restart', 'RestartAllContainers'],
  'ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
  'CustomResourceConversion.strategy': ['None', 'Webhook'],
  'CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'HPAScalingPolicy.type': ['Percent', 'Pods'],
  'HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],
  'LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  'MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
  'ParamRef.parameterNotFoundAction': ['Allow', 'Deny'],
  'PodFailurePolicyOnPodConditionsPattern.status': ['False', 'True', 'Unknown'],
  'PodOS.name': ['linux', 'windows'],
  'PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
  'RoleRef.kind': ['ClusterRole', 'Role'],
  'ServiceSpec.trafficDistribution': ['PreferClose', 'PreferSameNode', 'PreferSameZone'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ['Delete', 'Retain'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ['Delete', 'Retain'],
  'Subject.kind': ['Group', 'ServiceAccount', 'User'],
  'VolumeMount.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],
};

/** The selection with these enums added; fails on a field that is gone, or whose values the server now publishes itself. */
export function addEnums(selection: Selection, enums: Readonly<Record<string, readonly string[]>>): Selection {
  const types = new Map(selection.types);
  const fullNames = new Map([...selection.names].map(([fullName, name]) => [name, fullName]));
  for (const [place, values] of Object.entries(enums)) {
    const [typeName = '', field = ''] = place.split('.');
    const fullName = fullNames.get(typeName) ?? '';
    const type = types.get(fullName);
    const schema = type?.properties?.[field];
    if (type === undefined || schema === undefined) throw new Error(`${place}: no such field any more; remove it from imports/generate/unpublished-enums.ts`);
    if (schema.type !== 'string' || schema.enum !== undefined) {
      throw new Error(`${place}: no longer a plain string; remove it from imports/generate/unpublished-enums.ts`);
    }
    types.set(fullName, withField(type, field, { ...schema, enum: values }));
  }
  return { ...selection, types };
}

function withField(type: Schema, field: string, schema: Schema): Schema {
  return { ...type, properties: { ...type.properties, [field]: schema } };
}
