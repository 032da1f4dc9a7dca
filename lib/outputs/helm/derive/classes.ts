import type { Json } from '../../../manifest';
import type { ReleaseBinding } from '../input';
import { isSample, type Program, type Refusal } from '../learn';
import {
  ANY_TEXT,
  type Domain,
  draw,
  drawing,
  drawText,
  isOfClass,
  NAMESPACE_NAME,
  type Random,
  RELEASE_NAME,
  type Setting,
  SHORT_NAMES,
  TEXT_CLASSES,
  type TextClass,
  textRule,
  valueAt,
  WHOLE_DOMAIN,
  withValue,
} from '../values';
import { type TextPlace, texts } from './text-places';

/** The class of texts that each setting may have, and those for which none was found. */
export interface Classes {
  readonly classes: ReadonlyMap<string, TextClass>;
  readonly refused: readonly { readonly setting: Setting; readonly why: string }[];
}

/** Draws of each class beside its rims. */
const DRAWS = 4;
const CONTEXTS = 16;
const ENOUGH_CONTEXTS = 5;

/** Finds for each text setting the widest class of texts that neither zod nor the program refuses. */
export function findClasses(tree: Setting, bases: readonly Json[], program: Program, random: Random, binding: ReleaseBinding = {}): Classes {
  const contexts = acceptedContexts(tree, bases, program, random);
  const classes = new Map<string, TextClass>();
  const refused: { setting: Setting; why: string }[] = [];
  for (const { setting, path, schema } of texts(tree)) {
    const context = contexts.find((settings) => valueAt(settings, path) !== undefined);
    if (context === undefined) continue;
    const tried = firstAccepted(schema, path, context, bases, program, random, undefined, boundClasses(path.join('.'), binding));
    if (typeof tried === 'string') refused.push({ setting, why: tried });
    else if (tried !== ANY_TEXT) classes.set(path.join('.'), tried);
  }
  return { classes, refused };
}

/** Settings that the program takes, with as much in them as it takes. */
function acceptedContexts(tree: Setting, bases: readonly Json[], program: Program, random: Random): readonly Json[] {
  const domain: Domain = { ...WHOLE_DOMAIN, classes: new Map(texts(tree).map((place) => [place.path.join('.'), likelyClass(place)])) };
  const full: Json[] = [];
  for (let n = 0; n < CONTEXTS && full.length < ENOUGH_CONTEXTS; n++) {
    const drawn = draw(tree, drawing(random, domain, { presence: n < CONTEXTS / 2 ? 1 : 0.6, empty: 0 }));
    const settings = n % 2 === 0 ? merged(drawn, bases[0] as Json) : drawn;
    if (settings !== undefined && isSample(program.try(settings))) full.push(settings);
  }
  return [...full, ...bases];
}

/** The class that most programs take, where the schema does not ask for another. */
function likelyClass({ schema }: TextPlace): TextClass {
  const named = (name: string) => TEXT_CLASSES.find((one) => one.name === name) as TextClass;
  if (schema.format === 'uri') return named('an http(s) URL');
  const { patterns, least, most } = textRule(schema);
  return patterns.length === 0 && least <= 20 && most >= 6 ? named('lower-case letters and digits') : (TEXT_CLASSES[0] as TextClass);
}

/** The settings of an environment over drawn ones: what it says wins, but for empty lists. */
function merged(drawn: Json | undefined, base: Json): Json {
  if (typeof base !== 'object' || base === null || typeof drawn !== 'object' || drawn === null) return base;
  if (Array.isArray(base) || Array.isArray(drawn)) return Array.isArray(base) && base.length === 0 && Array.isArray(drawn) ? drawn : base;
  const both = { ...drawn } as { [key: string]: Json };
  for (const [key, value] of Object.entries(base)) both[key] = merged((drawn as { readonly [key: string]: Json })[key], value as Json);
  return both;
}

/** A setting that is the release's has what Helm takes for it, or less. */
export function boundClasses(id: string, binding: ReleaseBinding): readonly TextClass[] | undefined {
  if (id === binding.name) return [RELEASE_NAME, ...SHORT_NAMES];
  return id === binding.namespace ? [NAMESPACE_NAME, ...SHORT_NAMES] : undefined;
}

/** The next narrower class for a text that was refused later, or undefined for none. */
export function narrowerClass(
  tree: Setting,
  path: readonly string[],
  refused: string,
  context: Json,
  bases: readonly Json[],
  program: Program,
  random: Random,
  binding: ReleaseBinding = {},
): TextClass | undefined {
  const place = texts(tree).find((one) => one.path.join('.') === path.join('.'));
  const found =
    place === undefined ? undefined : firstAccepted(place.schema, path, context, bases, program, random, refused, boundClasses(path.join('.'), binding));
  return typeof found === 'string' ? undefined : found;
}

/** The first class of which all probes are accepted (and that a refused text is not of), or why the last one was refused. */
function firstAccepted(
  schema: Setting['schema'],
  path: readonly string[],
  context: Json,
  bases: readonly Json[],
  program: Program,
  random: Random,
  refused?: string,
  classes: readonly TextClass[] = TEXT_CLASSES,
): TextClass | string {
  const own = bases.map((base) => valueAt(base, path)).filter((value) => typeof value === 'string');
  const against = refused === undefined ? [] : [refused];
  let why = 'no text was found that its schema takes';
  for (const kind of classes) {
    if (!own.every((value) => isOfClass(value, kind)) || against.some((text) => isOfClass(text, kind))) continue;
    const probes = probesOf(schema, kind, random);
    if (probes.length < 2) continue;
    const refusal = firstRefusal(probes, path, context, program);
    if (refusal === undefined) return kind;
    against.push(refusal.probe);
    why = refusal.reasons.join('; ');
  }
  return why;
}

/** The first probe that is refused, and why; renders no further than it has to. */
function firstRefusal(probes: readonly string[], path: readonly string[], context: Json, program: Program): (Refusal & { readonly probe: string }) | undefined {
  for (const probe of probes) {
    const settings = withValue(context, path, probe);
    const tried = settings === undefined ? undefined : program.try(settings);
    if (tried !== undefined && !isSample(tried)) return { ...tried, probe };
  }
  return undefined;
}

/** Rims first: they are refused sooner than what is drawn. */
function probesOf(schema: Setting['schema'], kind: TextClass, random: Random): readonly string[] {
  const rule = textRule(schema);
  const rims = kind.rims.filter(
    (text) => text.length >= rule.least && text.length <= rule.most && rule.patterns.every((pattern) => new RegExp(pattern).test(text)),
  );
  const at = drawing(random, WHOLE_DOMAIN);
  const drawn = Array.from({ length: DRAWS }, (_, n) => drawText(schema, kind, n === 0 ? { ...at, empty: 1 } : at));
  return [...new Set([...rims, ...drawn.filter((text) => text !== undefined)])];
}
