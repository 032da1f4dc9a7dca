import { z } from 'zod';

const replicas = z.int().min(1).max(100);

/** What an environment may say about dodo. Kubernetes' own field names; quantities as Kubernetes writes them. */
export const dodoSettings = z.object({
  env: z.enum(['dev', 'prod']).describe('Which environment this is'),
  name: z
    .string()
    .max(40)
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/)
    .describe('The beginning of the names of all objects; two of them can live in one namespace'),
  namespace: z.string().min(1).describe('The namespace that dodo lives in'),
  image: z
    .object({
      registry: z.string().min(1),
      repository: z.string().min(1),
      tag: z.string().min(1),
      digest: z
        .string()
        .regex(/^sha256:[0-9a-f]{64}$/)
        .optional()
        .describe('Pins the image; prod should have it'),
    })
    .describe('The image of web, worker and migration'),
  commit: z.string().min(1).optional().describe('The commit that the image was built from; shown by kubectl rollout history'),
  logLevel: z.enum(['debug', 'info', 'warning', 'error']).describe('LOG_LEVEL of every process'),
  web: z.object({
    replicas: replicas.describe('Web pods; the least of them where there is an autoscaler'),
    crossOrigins: z.array(z.url()).describe('WEB__CROSS_ORIGIN__0, __1, …'),
    autoscaling: z
      .object({ maxReplicas: replicas, cpuPercent: z.int().min(1).max(100) })
      .optional()
      .describe('More web pods under load'),
  }),
  worker: z.object({
    replicas,
    concurrency: z.int().min(1).describe('Processes in a worker pod'),
    queues: z.array(z.string().min(1)).min(1).describe('The Celery queues that the workers take from'),
  }),
  sentryDsn: z.url().optional().describe('SENTRY__DSN, in prod only'),
  secretsVersion: z.string().min(1).describe('Change it when dodo-secrets changed, and the pods that read it roll'),
  nodeGroup: z.string().min(1).describe('The node group (label node-group) that the pods run on'),
});

export type DodoSettings = z.infer<typeof dodoSettings>;
