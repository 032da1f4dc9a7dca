import { ApiObject, type App, Chart } from 'cdk8s';
import { z } from 'zod';
import { layer } from '../../../../settings';
import { program } from '../../../../synth';

export const settings = z.object({
  name: z
    .string()
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/)
    .max(40),
  n: z.int().min(1).max(65535),
  url: z.string().min(1),
  mode: z.enum(['small', 'large']),
  extra: z.string().optional(),
  hosts: z.array(z.string().min(1)),
  tls: z.boolean(),
});

export type Shop = z.infer<typeof settings>;

export const base = layer<Shop>({ name: 'shop', n: 2, url: 'http://shop.example.com', mode: 'small', hosts: ['a.example.com'], tls: true });

/** A program of one ConfigMap. */
export function shop(name: string, data: (s: Shop) => Record<string, string | undefined>) {
  const build = (app: App, s: Shop): void => {
    const said = Object.entries(data(s)).filter(([, value]) => value !== undefined);
    new ApiObject(new Chart(app, 'shop'), 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${s.name}-config` },
      data: Object.fromEntries(said),
    });
  };
  return program({ name, settings, build });
}
