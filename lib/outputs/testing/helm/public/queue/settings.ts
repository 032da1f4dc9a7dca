/** What a chart for a message queue lets its users say, as the well-known ones have it. */
import { z } from 'zod';
import { imagePatterns } from '../../../../../index';

const name = z
  .string()
  .max(30)
  .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
const quantity = z.string().regex(/^[1-9][0-9]{0,5}(m|Ki|Mi|Gi)?$/);
/** Keys of labels and annotations, with their prefix. */
const texts = z.record(z.string().regex(/^[a-z][a-z0-9.-]{0,40}[./-][a-z0-9]{1,20}$/), z.string().max(200));
const amounts = z.record(z.string().regex(/^(cpu|memory)$/), quantity);

const probe = z.object({
  enabled: z.boolean().default(true),
  initialDelaySeconds: z.int().min(0).max(3600),
  periodSeconds: z.int().min(1).max(600),
  timeoutSeconds: z.int().min(1).max(600).default(20),
  failureThreshold: z.int().min(1).max(100).default(6),
});

export const queueSettings = z.object({
  name,
  namespace: name,
  image: z.object({
    registry: z.string().max(80).regex(imagePatterns.registry).regex(/\./),
    repository: z
      .string()
      .max(100)
      .regex(/^[a-z0-9]+([/-][a-z0-9]+){0,4}$/),
    tag: z.string().regex(imagePatterns.tag),
  }),
  replicas: z.int().min(1).max(9).default(1),
  podManagementPolicy: z.enum(['OrderedReady', 'Parallel']).default('OrderedReady'),
  auth: z
    .object({
      username: z.string().regex(/^[a-z][a-z0-9_-]*$/),
      existingSecret: name,
      passwordKey: z
        .string()
        .max(60)
        .regex(/^[a-z][a-z.-]*[a-z]$/),
    })
    .describe('The user that the queue starts with; the password is in a Secret that somebody else makes'),
  clustering: z
    .object({
      enabled: z.boolean(),
      addressType: z.enum(['hostname', 'ip']).default('hostname'),
      partitionHandling: z.enum(['autoheal', 'ignore', 'pause_minority']).default('autoheal'),
    })
    .describe('Nodes find each other by the API of Kubernetes'),
  plugins: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).describe('The plugins that the nodes start with'),
  logLevel: z.enum(['debug', 'info', 'warning', 'error', 'none']).default('info'),
  memoryHighWatermark: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('relative'), percent: z.int().min(1).max(100).describe('Of the limit') }),
      z.object({ type: z.literal('absolute'), amount: z.string().regex(/^[1-9][0-9]*(MB|GB)$/) }),
    ])
    .optional(),
  maxMessageBytes: z.int().min(0).max(536870912).default(134217728),
  configuration: z.record(z.string().regex(/^[a-z][a-z0-9_.]*$/), z.string().regex(/^[^\r\n]*$/)).describe('More lines of rabbitmq.conf'),
  advancedConfiguration: z.string().optional().describe('The file advanced.config, as it is'),
  ports: z.object({ amqp: z.int().min(1024).max(65535), manager: z.int().min(1024).max(65535), metrics: z.int().min(1024).max(65535).optional() }),
  persistence: z.object({
    enabled: z.boolean(),
    storageClass: name.optional().describe('The class of the volumes; that of the cluster where it is left out'),
    accessModes: z.array(z.enum(['ReadWriteOnce', 'ReadWriteMany'])).min(1),
    size: quantity,
    annotations: texts.default({}),
  }),
  probes: z.object({ liveness: probe, readiness: probe }),
  rbac: z.object({ create: z.boolean().default(true) }).default({ create: true }),
  serviceAccountName: name.optional().describe('One of somebody else; an own one where it is left out'),
  serviceMonitor: z
    .object({ interval: z.string().regex(/^[0-9]+s$/), labels: texts, relabelings: z.array(z.object({ sourceLabel: name, targetLabel: name })) })
    .optional()
    .describe('For the Prometheus operator'),
  resources: z.object({ requests: amounts.optional(), limits: amounts.optional() }).optional(),
  terminationGracePeriodSeconds: z.int().min(0).default(120),
  extraVolumes: z
    .array(z.object({ configMap: name, mountPath: z.string().regex(/^\/extra\/[a-z]+$/) }))
    .refine((all) => new Set(all.map(({ mountPath }) => mountPath)).size === all.length, 'each volume has a path of its own')
    .default([]),
});

/** What environments say. */
export type QueueValues = z.input<typeof queueSettings>;

export type QueueSettings = z.infer<typeof queueSettings>;
