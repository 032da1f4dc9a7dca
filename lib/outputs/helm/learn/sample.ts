import { z } from 'zod';
import { RollwrightError } from '../../../errors';
import type { Json, Rendered } from '../../../manifest';
import { type PlaceTemplate, withMarkedPlaces } from '../input';

/** Settings, and what the program made of them. */
export interface Sample {
  /** As a values file says them. */
  readonly settings: Json;
  readonly rendered: Rendered;
}

/** Settings that zod or the program refuses, and why: texts that are the same for the same reason. */
export interface Refusal {
  readonly settings: Json;
  readonly by: 'schema' | 'program';
  readonly reasons: readonly string[];
  /** The settings that zod names. */
  readonly paths: readonly string[];
}

/** A program as a function from values to objects; refusals are values, not exceptions. */
export class Program {
  /** How often it has been rendered. */
  renders = 0;

  constructor(
    private readonly schema: z.core.$ZodType,
    private readonly render: (settings: never) => Rendered,
    private readonly templates: readonly PlaceTemplate[] = [],
  ) {}

  try(settings: Json): Sample | Refusal {
    const parsed = z.safeParse(this.schema, settings);
    if (!parsed.success) {
      const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      return {
        settings,
        by: 'schema',
        reasons: issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)),
        paths: issues.map(({ path }) => path),
      };
    }
    this.renders++;
    try {
      return { settings, rendered: slim(withMarkedPlaces(this.render(parsed.data as never), this.templates)) };
    } catch (error) {
      return { settings, by: 'program', reasons: reasonsOf(error, textsIn(settings)), paths: [] };
    }
  }
}

export function isSample(tried: Sample | Refusal): tried is Sample {
  return 'rendered' in tried;
}

/** What learning reads of a rendered program: without the construct tree that it was rendered from, of which hundreds would be kept. */
function slim({ objects, derived, hidden }: Rendered): Rendered {
  const origins = new Map<object, object>();
  const own = (origin: object): object => {
    const known = origins.get(origin) ?? {};
    origins.set(origin, known);
    return known;
  };
  return {
    objects: objects.map(({ manifest, origin, construct }) => ({ manifest, origin: own(origin), construct, intents: [], dependsOn: [] })),
    derived: derived.map((one) => ({ ...one, of: own(one.of) })),
    hidden: hidden?.map(({ manifest, origin, construct, writtenAs }) => ({
      manifest,
      origin: own(origin),
      construct,
      writtenAs: own(writtenAs),
      intents: [],
      dependsOn: [],
    })),
    external: [],
  };
}

/** What an error says, without the values in it. */
function reasonsOf(error: unknown, texts: ReadonlySet<string>): readonly string[] {
  const withoutValues = (message: string) => withoutLiterals(withoutTexts(message, texts));
  if (error instanceof RollwrightError) {
    return [...new Set(error.problems.map(({ code, message, path }) => `${code}${path === undefined ? '' : ` ${path}`}: ${withoutValues(message)}`))];
  }
  return [withoutValues(error instanceof Error ? error.message : String(error))];
}

function withoutLiterals(message: string): string {
  return (
    message
      .split('\n', 1)[0]
      ?.replace(/"[^"]*"|'[^']*'|-?\d[\d.e+-]*/g, '…')
      .slice(0, 200) ?? ''
  );
}

/** Without the settings' own texts, where they stand as words. */
function withoutTexts(message: string, texts: ReadonlySet<string>): string {
  return message.replace(/[^\s,;:()]+/g, (word) => (texts.has(word) ? '…' : word));
}

function textsIn(value: Json | undefined, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) textsIn(member as Json | undefined, found);
  return found;
}
