/** What a chart for a web server lets its users say, as the well-known ones have it. */
import { z } from 'zod';
import { imagePatterns } from '../../../../../index';

const name = z
  .string()
  .max(40)
  .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
const port = z.int().min(1).max(65535);
const quantity = z.string().regex(/^[1-9][0-9]{0,5}(m|Ki|Mi|Gi)?$/);
/** Keys of labels and annotations, with their prefix. */
const texts = z.record(z.string().regex(/^[a-z][a-z0-9.-]{0,40}[./-][a-z0-9]{1,20}$/), z.string().max(200));

const image = z.object({
  registry: z.string().max(80).regex(imagePatterns.registry).regex(/\./),
  repository: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+([/-][a-z0-9]+){0,4}$/),
  tag: z.string().regex(imagePatterns.tag),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .describe('Pins the image; the tag is for people then'),
  pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).default('IfNotPresent'),
});

const amounts = z.record(z.string().regex(/^(cpu|memory|ephemeral-storage)$/), quantity);
const resources = z.object({ requests: amounts.optional(), limits: amounts.optional() });

const location = z.object({
  path: z.string().regex(/^\/[^\s"{};]*$/),
  proxyPass: z
    .string()
    .regex(/^https?:\/\/[a-z0-9.:/-]+$/)
    .optional()
    .describe('Where requests go on to; files of the site where it is left out'),
  cacheSeconds: z.int().min(0).optional().describe('How long a browser keeps what it got'),
  allow: z.array(z.ipv4()).default([]).describe('The only addresses that may ask; everybody where the list is empty'),
});

const toleration = z.object({
  key: z.string().min(1),
  operator: z.enum(['Exists', 'Equal']).default('Exists'),
  value: z.string().optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
});

export const webServerSettings = z.object({
  name: name.describe('The beginning of the names of all objects'),
  namespace: name,
  image: image.describe('The image of the server'),
  imagePullSecrets: z.array(name).default([]).describe('Secrets with which the images are pulled'),
  replicas: z.int().min(0).max(50).default(1).describe('Pods, where there is no autoscaler'),
  autoscaling: z.object({
    enabled: z.boolean().default(false),
    minReplicas: z.int().min(1).max(50).default(1),
    maxReplicas: z.int().min(1).max(100).default(10),
    cpuPercent: z.int().min(1).max(100).default(80),
  }),
  server: z
    .object({
      names: z.array(z.string().regex(/^[a-z0-9*.-]+$/)).describe('server_name; any where the list is empty'),
      workerConnections: z.int().min(16).max(1048576).default(1024),
      maxBody: z
        .string()
        .regex(/^[0-9]+[km]$/)
        .optional()
        .describe('client_max_body_size'),
      gzip: z.boolean().default(true),
      logFormat: z.enum(['combined', 'json', 'off']).default('combined'),
      headers: z.record(z.string().regex(/^[A-Z][A-Za-z-]*$/), z.string().regex(/^[^"\\\r\n]*$/)).describe('Headers of every answer'),
      locations: z.array(location),
      extra: z.string().optional().describe('Lines that go into the server block as they are'),
    })
    .describe('The file server.conf'),
  tls: z
    .object({ secretName: name, minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2') })
    .optional()
    .describe('Serves HTTPS too'),
  metrics: z.object({ enabled: z.boolean(), image: image.omit({ digest: true, pullPolicy: true }), port: port.min(9000), resources: resources.optional() }),
  env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).describe('Variables from a ConfigMap'),
  extraEnv: z
    .array(z.object({ name: z.string().regex(/^[A-Z][A-Z0-9_]*$/), value: z.string().min(1) }))
    .refine((all) => new Set(all.map(({ name: one }) => one)).size === all.length, 'each variable has one value')
    .describe('Variables of the container, over those'),
  site: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*\.(html|css|txt)$/), z.string())
    .optional()
    .describe('Files to serve, by name'),
  service: z.object({
    type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).default('ClusterIP'),
    port: port.default(80),
    nodePort: z.int().min(30000).max(32767).optional(),
    annotations: texts,
    sourceRanges: z.array(z.cidrv4()).default([]).describe('Who may reach a load balancer'),
  }),
  ingress: z.object({
    enabled: z.boolean(),
    className: name.optional(),
    annotations: texts,
    hosts: z.array(
      z.object({ host: name, paths: z.array(z.object({ path: z.string().regex(/^\//), pathType: z.enum(['Exact', 'Prefix']).default('Prefix') })) }),
    ),
    tls: z.boolean().default(false).describe('One Secret `<host>-tls` a host'),
  }),
  disruptionBudget: z.object({ maxUnavailable: z.int().min(1).max(50) }).optional(),
  resources: resources.optional(),
  nodeSelector: texts.default({}),
  tolerations: z.array(toleration).default([]),
  podAntiAffinity: z.enum(['none', 'soft', 'hard']).default('soft').describe('Whether pods keep to nodes of their own'),
  podAnnotations: texts,
});

/** What environments say. */
export type WebServerValues = z.input<typeof webServerSettings>;

export type WebServerSettings = z.infer<typeof webServerSettings>;
