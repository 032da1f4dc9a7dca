import { canonicalJson, type Json, type Manifest } from '../../manifest';
import { valuesFileLayer } from '../../settings';

/** An object that helm printed, and the template that gave it. */
export interface HelmObject {
  /** `dodo/templates/web.yaml` */
  readonly source: string;
  readonly value: Json;
}

/**
 * What `helm template` printed, object for object, read as Go reads YAML.
 * @throws RollwrightError VALUES_FILE where that is not YAML, or a name stands twice in one map
 */
export function helmObjects(text: string): readonly HelmObject[] {
  return text.split(/^---\n/m).flatMap((document) => {
    const [, source = ''] = /^# Source: (.*)$/m.exec(document) ?? [];
    const { values } = valuesFileLayer({ file: source, content: document });
    return Object.keys(values).length === 0 ? [] : [{ source, value: values as Json }];
  });
}

/** How two sets of objects differ. */
export interface ObjectsDifference {
  /** `Deployment shop/web` */
  readonly object: string;
  /** JSON pointer of the first place that differs; empty for an object that only one of them has. */
  readonly path: string;
  readonly helm: Json | undefined;
  readonly program: Json | undefined;
}

/** Compares sets of objects, whatever their order; undefined where they are the same. */
export function differenceOf(helm: readonly Json[], program: readonly Manifest[]): ObjectsDifference | undefined {
  const expected = program as unknown as readonly Json[];
  const [own, other] = [rest(helm, expected), rest(expected, helm)];
  const [first] = own;
  if (first === undefined && other[0] === undefined) return undefined;
  const wanted = first === undefined ? other[0] : other.find((one) => nameOf(one) === nameOf(first));
  const object = nameOf((first ?? wanted) as Json);
  if (first === undefined || wanted === undefined) return { object, path: '', helm: first, program: wanted };
  return { object, ...firstDifference(first, wanted, '') };
}

/** What is in one list and not in another, as often as it is more there. */
function rest(of: readonly Json[], other: readonly Json[]): readonly Json[] {
  const known = new Map<string, number>();
  for (const one of other) {
    const text = canonicalJson(one);
    known.set(text, (known.get(text) ?? 0) + 1);
  }
  return of.filter((one) => {
    const text = canonicalJson(one);
    const left = known.get(text) ?? 0;
    known.set(text, left - 1);
    return left <= 0;
  });
}

function nameOf(value: Json): string {
  const { kind, metadata } = value as { kind?: string; metadata?: { name?: string; namespace?: string } };
  const { name, namespace } = metadata ?? {};
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function firstDifference(a: Json | undefined, b: Json | undefined, path: string): { path: string; helm: Json | undefined; program: Json | undefined } {
  const isBoth = typeof a === 'object' && a !== null && typeof b === 'object' && b !== null && Array.isArray(a) === Array.isArray(b);
  if (!isBoth) return { path, helm: a, program: b };
  const [one, other] = [a as { [key: string]: Json }, b as { [key: string]: Json }];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [inOne, inOther] = [one[key], other[key]];
    const isSame = inOne === undefined || inOther === undefined ? inOne === inOther : canonicalJson(inOne) === canonicalJson(inOther);
    if (!isSame) return firstDifference(inOne, inOther, `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`);
  }
  return { path, helm: a, program: b };
}
