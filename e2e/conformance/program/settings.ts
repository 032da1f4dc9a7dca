import { z } from 'zod';

const replicas = z.int().min(1).max(20);

/** What a scenario changes. */
export const shopSettings = z.object({
  namespace: z.string().min(1),
  image: z.object({ repository: z.string().min(1), tag: z.string().min(1) }).describe('The image of web, worker and migration'),
  logLevel: z.string().min(1).describe('Config that web and worker share'),
  greeting: z.string().min(1).describe('Config that web alone reads'),
  queue: z.string().min(1).describe('Config that the worker alone reads'),
  batch: z.string().min(1).describe('Config that the migration reads, and so whoever waits for it with its check'),
  secretsVersion: z.string().min(1).describe('The version of a Secret that somebody else makes; all read it'),
  web: z.object({
    replicas,
    autoscaling: z.object({ maxReplicas: replicas, cpuPercent: z.int().min(1).max(100) }).optional(),
  }),
  worker: z.object({ replicas }),
  reports: z.boolean().describe('Whether there is one more worker, with config of its own'),
  index: z.string().min(1).optional().describe('What is indexed after each rollout, if anything is'),
});

export type ShopSettings = z.infer<typeof shopSettings>;
