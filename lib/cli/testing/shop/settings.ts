import { z } from 'zod';
import { layer, secret } from '../../../settings';

export const shopSettings = z.object({
  namespace: z.string().min(1),
  logLevel: z.enum(['debug', 'info', 'error']),
  web: z.object({ replicas: z.int().min(1), hosts: z.array(z.string()), public: z.boolean().default(false) }),
  worker: z.object({ queue: z.string() }).optional(),
  unread: z.string().default('nobody reads this'),
  password: secret(z.string().min(8)).optional(),
  /** What the program does wrong on purpose. */
  wrong: z.enum(['secret-in-manifest', 'secret-in-name', 'throws', 'waits']).optional(),
});

export type ShopSettings = z.infer<typeof shopSettings>;

const base = layer<ShopSettings>({ logLevel: 'info', web: { replicas: 2, hosts: ['a.example.com'] }, password: 'correct horse' }, 'base');
const dev = layer<ShopSettings>({ namespace: 'shop-dev', logLevel: 'debug' }, 'dev');
const prod = layer<ShopSettings>(
  {
    namespace: 'shop',
    web: { replicas: 4 },
    worker: { queue: 'mail' },
  },
  'prod',
);

export const environments = { dev: [base, dev], prod: [base, prod] };
