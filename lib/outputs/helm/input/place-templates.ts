import { asJson, isObject, type Json, type Manifest, pointerKeys, type Rendered, type RenderedObject } from '../../../manifest';
import type { PlaceTemplate } from './derive-input';

const OPEN = '\uE002';
const CLOSE = '\uE003';

/** What stands at a place for which the author gives template text, while the rest is learned. */
export function placeMark(at: number): string {
  return `${OPEN}${at}${CLOSE}`;
}

/** Which of the author's templates a text stands for. */
export function markedPlace(text: Json): number | undefined {
  const [, at] = typeof text === 'string' ? (/^\uE002(\d+)\uE003$/.exec(text) ?? []) : [];
  return at === undefined ? undefined : Number(at);
}

/** A rendered program in which the places with template text of their own are marked, so that nobody tries to explain what stands there. */
export function withMarkedPlaces(rendered: Rendered, templates: readonly PlaceTemplate[]): Rendered {
  if (templates.length === 0) return rendered;
  const mark = <One extends RenderedObject>(object: One): One => ({ ...object, manifest: marked(object.manifest, templates) });
  return { ...rendered, objects: rendered.objects.map(mark), hidden: rendered.hidden?.map(mark) };
}

function marked(manifest: Manifest, templates: readonly PlaceTemplate[]): Manifest {
  let value = asJson(manifest) as Json;
  for (const [at, { kind, name, path }] of templates.entries()) {
    if (kind === manifest.kind && (name === undefined || name === manifest.metadata.name)) value = replaced(value, pointerKeys(path), placeMark(at));
  }
  return value as unknown as Manifest;
}

/** A value with another one at a place; as it is where there is no such place. */
function replaced(value: Json, keys: readonly string[], by: Json): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item: Json, at) => (String(at) === key ? replaced(item, rest, by) : item));
  if (!isObject(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: replaced(value[key] ?? null, rest, by) };
}
