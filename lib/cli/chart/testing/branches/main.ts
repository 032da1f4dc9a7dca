/** Programs with a branch that samples take or do not. The comment of a branch that none takes names the program: a test looks for these lines. */
import { z } from 'zod';
import { program } from '../../../../synth';
import { rollwright } from '../../../project';
import { base, type Shop, settings, shop } from './shop';

const magic = (n: number): boolean => (n === 31337 ? true : n < 0);
const greet = (name: string): string => `hello ${name}`;
const sizes: Record<Shop['mode'], (s: Shop) => string> = { small: (s) => String(s.n), large: (s) => `${s.n}0` };
const handlers: Record<string, (s: Shop) => string> = {
  ordinary: (s) => s.url,
  ['conj' + 'ured']: () => 'magic', // untaken: table-of-functions
  [['con', 'nected'].join('')]: connected,
};

class Texts {
  constructor(private readonly s: Shop) {}
  greeting(): string {
    return greet(this.s.name);
  }
  unused(): string {
    return 'nobody asks';
  }
}

const wide = settings.refine((s) => (s.n === 31338 ? s.tls : true), 'n 31338 needs tls');
const worn = settings.extend({
  extra: z
    .string()
    .transform((text) => {
      const joined = text + text.length;
      if (joined === '4242') return 'magic'; // untaken: transform
      return text;
    })
    .optional(),
});

const programs = [
  // branches that no sample takes
  shop('one-number', (s) => ({
    n: String(s.n),
    // only by arithmetic: the number itself is no literal
    k:
      s.n === 60000 + 4242
        ? 'magic' // untaken: one-number
        : 'plain',
  })),
  shop('far-start', (s) => {
    const start = ['ht', 'tps'].join('');
    if (s.url.startsWith(start) && s.url.length % 977 === 976) {
      return { kind: 'tls' }; // untaken: far-start
    }
    return { kind: 'plain', url: s.url };
  }),
  shop('or-right-side', (s) => ({
    url: s.url,
    at: String(
      s.n > 0 || s.url === 'never asked', // untaken: or-right-side
    ),
  })),
  shop('default-of-required', (s) => ({
    url: s.url ?? 'none', // untaken: default-of-required
  })),
  shop('switch-case', (s) => {
    switch (s.n * 3) {
      case (9000 + 3) * 3: // untaken: switch-case
        return { port: 'nine' };
      default:
        return { port: String(s.n) };
    }
  }),
  shop('else-side', (s) => {
    if (s.n < 4_000_000) return { n: String(s.n) };
    else {
      return { n: 'many' }; // untaken: else-side
    }
  }),
  shop('catch-clause', (s) => {
    try {
      return { n: JSON.stringify(s.n) };
    } catch {
      // untaken: catch-clause
      return { n: 'broken' };
    }
  }),
  shop('in-a-function', (s) => ({ url: s.url, m: hidden(s.n) })),
  shop('callback-never-called', (s) => ({
    url: s.url,
    list: []
      .map(() => 'x') // untaken: callback-never-called
      .join(),
  })),
  shop('table-of-functions', (s) => ({ v: (handlers[s.url] ?? (handlers.ordinary as (s: Shop) => string))(s) })),
  program({ name: 'transform', settings: worn, build: shop('', (s) => ({ e: s.extra })).build }),

  // all branches are taken, or are none of a chart's
  shop('plain-branches', (s) => ({
    mode: sizes[s.mode](s),
    tls: s.tls ? 'on' : undefined,
    extra: s.extra ?? 'none',
    hosts: s.hosts.map((host) => `https://${host}`).join(','),
    hello: new Texts(s).greeting(),
    ...(s.mode === 'large' && s.tls && { big: 'yes' }),
  })),
  shop('known-number', (s) => ({ n: String(s.n), k: s.n === 4242 ? 'magic' : 'plain' })),
  shop('known-start', (s) => ({ url: s.url, k: s.url.startsWith('https') ? 'tls' : 'plain' })),
  shop('known-part', (s) => ({ url: s.url, k: s.url.includes('@') ? 'user' : 'plain' })),
  shop('never', (s) => {
    switch (s.mode) {
      case 'small':
        return { size: '1' };
      case 'large':
        return { size: '9' };
      default:
        return { size: s.mode satisfies never };
    }
  }),
  shop('ignored', (s) => {
    /* v8 ignore next */
    if (s.n < 0) return { n: 'schema says no' };
    return { n: String(s.n) };
  }),
  program({ name: 'validation', settings: wide, build: shop('', (s) => ({ n: String(s.n) })).build }),
];

function connected(): string {
  // untaken: table-of-functions
  return 'by its name';
}

function hidden(n: number): string {
  if (magic(n)) return 'magic';
  return n * 2 === 64001
    ? 'odd' // untaken: in-a-function
    : 'plain';
}

export default rollwright({ programs, environments: { dev: [base] } });
