/** Small programs and their charts. */
import { z } from 'zod';
import type { JsonObject } from '../../../../manifest';
import { config, type SmallProgram, thing } from '../../../testing/helm/program';
import { sourceOf } from '../../../testing/helm/source';
import type { ChartOptions } from '../../input';
import type { Chart } from '../chart';
import { chartOf } from '../chart-of';

/** A program of one schema, with an environment for each base. */
export function small(schema: z.ZodType, build: SmallProgram['build'], ...bases: readonly JsonObject[]): SmallProgram {
  return { name: 'small', schema, build, bases, ends: 'lifted' };
}

/** Its chart. */
export function made(program: SmallProgram, options: Partial<ChartOptions> = {}, base: JsonObject = {}): Chart {
  return chartOf(sourceOf(program, base), { version: '1.0.0', ...options });
}

/** A file of a chart. */
export function text({ files }: Chart, path: string): string {
  return files.find((file) => file.path === path)?.text ?? `no ${path}`;
}

/** A program with every kind of setting, one of which has to be frozen. */
export const shop = small(
  z.object({
    level: z.enum(['debug', 'info']).describe('How much is logged'),
    image: z.object({ repository: z.string().regex(/^[a-z/]+$/), tag: z.string().regex(/^[a-z0-9.]+$/) }).describe('The image\nof all'),
    limits: z
      .object({ cpu: z.int().min(1).max(64), note: z.string().optional() })
      .optional()
      .describe('What it may use'),
    hosts: z.array(z.string().regex(/^[a-z.]+$/)).describe('Who is served'),
    labels: z.record(z.string().regex(/^[a-z]+$/), z.string()),
    size: z.int().min(1).max(9).default(3),
    half: z.int().min(1).max(100),
  }),
  (s) => ({
    o: config({ level: s.level, image: `${s.image.repository}:${s.image.tag}`, ...s.labels }),
    p: thing({ limits: s.limits, hosts: s.hosts, size: s.size, half: Math.floor(s.half / 2) }),
  }),
  { level: 'debug', image: { repository: 'a/b', tag: '1.0' }, hosts: [], labels: { x: 'y' }, half: 5 },
  {
    level: 'info',
    image: { repository: 'a/b', tag: '2.0' },
    limits: { cpu: 4 },
    hosts: ['a.b', 'c'],
    labels: { z: 'y: #' },
    size: 7,
    half: 5,
  },
);
/** What its environments share. */
export const shared: JsonObject = { image: { repository: 'a/b', tag: '1.0' }, hosts: [], labels: { x: 'y' }, half: 5 };
export const shopChart = made(shop, { defaults: 'prod' }, shared);
