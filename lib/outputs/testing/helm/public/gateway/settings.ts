/** What a chart for the ingress of many tenants lets its users say, as the well-known controllers' charts have it. */
import { z } from 'zod';
import { imagePatterns } from '../../../../../index';

const name = z
  .string()
  .max(30)
  .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
const quantity = z.string().regex(/^[1-9][0-9]{0,5}(m|Ki|Mi|Gi)?$/);
/** Keys of labels and annotations, with their prefix. */
const texts = z.record(z.string().regex(/^[a-z][a-z0-9.-]{0,40}[./-][a-z0-9]{1,20}$/), z.string().max(200));
const port = z.int().min(1).max(65535);

const tenant = z.object({
  name: name.describe('The beginning of the names of its objects'),
  namespace: name,
  hosts: z.array(z.object({ host: z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/), path: z.string().regex(/^\//).default('/') })).min(1),
  service: z.object({ port: port.default(80), selector: texts }).describe('The pods that take its traffic'),
  tls: z.object({ secretName: name }).optional(),
  annotations: texts.default({}),
  rateLimit: z
    .object({ requestsPerSecond: z.int().min(1).max(1000000), burst: z.int().min(1).max(20).optional() })
    .optional()
    .describe('For each address that asks'),
  allowFrom: z.array(z.cidrv4()).default([]).describe('The only addresses that may ask; everybody where the list is empty'),
  quota: z.record(z.string().regex(/^(pods|requests\.(cpu|memory)|limits\.memory)$/), quantity).optional(),
});

export const gatewaySettings = z.object({
  name,
  namespace: name,
  className: name.describe('The class of all ingresses, and of the controller'),
  controller: z.object({
    kind: z.enum(['Deployment', 'DaemonSet']),
    replicas: z.int().min(1).max(50).default(2).describe('Of a Deployment'),
    image: z.object({
      registry: z.string().max(80).regex(imagePatterns.registry).regex(/\./),
      repository: z
        .string()
        .max(100)
        .regex(/^[a-z0-9]+([/-][a-z0-9]+){0,4}$/),
      tag: z.string().regex(imagePatterns.tag),
    }),
    hostNetwork: z.boolean().default(false),
    extraArgs: z.record(z.string().regex(/^[a-z][a-z-]{0,60}$/), z.string()).describe('More options of the controller: `--key=value`'),
    resources: z.object({ requests: z.record(z.string().regex(/^(cpu|memory)$/), quantity) }).optional(),
  }),
  config: z.record(z.string().regex(/^[a-z]{1,20}(-[a-z]{1,20}){1,4}$/), z.string()).describe('Options of all tenants'),
  logFormat: z.enum(['text', 'json']).default('text'),
  service: z.object({
    type: z.enum(['LoadBalancer', 'NodePort', 'ClusterIP']).default('LoadBalancer'),
    externalTrafficPolicy: z.enum(['Cluster', 'Local']).default('Cluster'),
    annotations: texts.default({}),
    tcp: z.array(port).default([]).describe('More ports, passed through as they are'),
  }),
  defaultBackend: z.object({ enabled: z.boolean(), port: z.int().min(1024).max(65535), message: z.string().default('nothing here') }),
  tenants: z.array(tenant).refine((all) => new Set(all.map(({ name: one }) => one)).size === all.length, 'each tenant has a name of its own'),
});

/** What environments say. */
export type GatewayValues = z.input<typeof gatewaySettings>;

export type GatewaySettings = z.infer<typeof gatewaySettings>;

export type Tenant = GatewaySettings['tenants'][0];
