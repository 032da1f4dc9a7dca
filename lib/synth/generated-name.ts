import { type ApiObject, Chart } from 'cdk8s';
import type { Problem } from '../errors';
import { describeIdentity, identityOf, type Manifest } from '../manifest';
import { sourceOf } from './source';

/**
 * The problem of an object that is named after its construct path, because its `metadata.name` is absent (cdk8s, `Chart.generateObjectName`): moving or
 * renaming the construct would make another object and delete this one. A chart class that makes names itself is trusted.
 */
export function generatedName(object: ApiObject, manifest: Manifest): Problem | undefined {
  const { props } = object as unknown as { readonly props: { readonly metadata?: { readonly name?: unknown } } };
  const given = (props.metadata?.name ?? undefined) !== undefined;
  if (given || manifest.metadata?.name !== object.name || object.chart.generateObjectName !== Chart.prototype.generateObjectName) return undefined;
  return {
    code: 'NAME_GENERATED',
    message: 'metadata.name is absent, so that the name is made from the construct path, and moving or renaming the construct would replace the object',
    object: describeIdentity(identityOf(manifest)),
    construct: object.node.path,
    file: sourceOf(object),
    fix: 'give it a metadata.name',
  };
}
