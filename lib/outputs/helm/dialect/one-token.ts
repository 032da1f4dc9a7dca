import { asJson, type Derived, derive, type Manifest, type Rendered, replaceStrings, replaceTokens } from '../../../manifest';
import { withManifest } from './with-manifest';

/** A rendered program in which each derived value has one token, so that names which will be equal are equal texts already. */
export function withOneToken(rendered: Rendered): Rendered {
  const texts = new Map<string, string>();
  const registry = {};
  const places = new Map(rendered.objects.map(({ origin }, at) => [origin, at]));
  const idOf = ({ hash, of, length }: Derived) => `${hash} ${places.get(of) ?? ''} ${length}`;
  const first = rendered.derived.map((derived) => {
    const [id, token] = [idOf(derived), derive(registry, derived)];
    if (!texts.has(id)) texts.set(id, token);
    return texts.get(id) as string;
  });
  if (texts.size === first.length) return rendered;
  const text = (value: string) => replaceTokens(value, (token) => first[token] ?? '');
  const manifest = (one: Manifest) => replaceStrings(asJson(one), text) as unknown as Manifest;
  return { ...rendered, objects: rendered.objects.map((object) => withManifest(object, manifest(object.manifest))) };
}
