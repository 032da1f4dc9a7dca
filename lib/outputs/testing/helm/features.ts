/** One feature of a program each: how settings reach manifests. */
import { z } from 'zod';
import { config, type ProgramRow, programsOf, type SmallProgram, thing, workload } from './program';

const name = z.string().regex(/^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/);
const small = z.int().min(1).max(100);
const entry = z.object({ name, port: z.int().min(1).max(65535), tls: z.boolean() });

/** DEL, C1 controls (U+0085 ends a line), separators of lines, a byte order mark, what is no character. */
const ESCAPED = 'a\u007fb\u0085c\u009fd\u2028e\ufefff\ufffeg\uffff';

const ROWS: readonly ProgramRow[] = [
  ['a text as it is', z.object({ a: z.string() }), (s) => ({ o: config({ a: s.a }) }), { a: 'x' }],
  ['a text between others', z.object({ a: z.string(), b: z.string() }), (s) => ({ o: config({ a: `<${s.a}>${s.b}!` }) }), { a: 'x', b: 'y' }],
  ['a text in a key', z.object({ a: name }), (s) => ({ o: config({ [`${s.a}.conf`]: 'x' }) }), { a: 'x' }],
  ['a text in a name', z.object({ a: name }), (s) => ({ o: config({}, `${s.a}-config`) }), { a: 'x' }],
  [
    'a text in a namespace',
    z.object({ a: name }),
    (s) => ({ o: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: s.a } } }),
    { a: 'x' },
  ],
  ['lower case', z.object({ a: z.string() }), (s) => ({ o: config({ a: s.a.toLowerCase() }) }), { a: 'x' }],
  ['upper case', z.object({ a: z.string() }), (s) => ({ o: config({ a: `A_${s.a.toUpperCase()}` }) }), { a: 'x' }],
  ['base64', z.object({ a: z.string() }), (s) => ({ o: thing({ a: Buffer.from(s.a).toString('base64') }) }), { a: 'x' }],
  [
    'base64 of a composed text',
    z.object({ a: z.string(), b: z.string() }),
    (s) => ({ o: thing({ a: Buffer.from(`${s.a}:${s.b}`).toString('base64') }) }),
    { a: 'x', b: 'y' },
  ],
  ['a cut name', z.object({ a: z.string().max(40) }), (s) => ({ o: thing({ a: `app-${s.a}`.slice(0, 20) }) }), { a: 'x' }],
  ['encodeURIComponent', z.object({ a: z.string() }), (s) => ({ o: config({ a: `http://h/?q=${encodeURIComponent(s.a)}` }) }), { a: 'x' }],
  ['a number', z.object({ n: small }), (s) => ({ o: thing({ n: s.n }) }), { n: 3 }],
  ['a number in a text', z.object({ n: small }), (s) => ({ o: config({ n: `--n=${s.n}` }) }), { n: 3 }],
  ['a number as text', z.object({ n: small }), (s) => ({ o: config({ n: String(s.n) }) }), { n: 3 }],
  ['any whole number', z.object({ n: z.int() }), (s) => ({ o: thing({ n: s.n, t: `${s.n}` }) }), { n: 3 }],
  ['a fraction', z.object({ f: z.number().min(0).max(1e9) }), (s) => ({ o: thing({ f: s.f }) }), { f: 0.5 }],
  ['a fraction as text', z.object({ f: z.number() }), (s) => ({ o: config({ f: `${s.f}` }) }), { f: 0.5 }],
  ['twice a number, and one', z.object({ n: z.int().min(0) }), (s) => ({ o: thing({ n: s.n * 2 + 1 }) }), { n: 3 }],
  ['a number less one, in a text', z.object({ n: small }), (s) => ({ o: config({ n: `n${s.n - 1}m` }) }), { n: 3 }],
  ['a rounded number', z.object({ n: small }), (s) => ({ o: thing({ n: Math.floor(s.n / 2) }) }), { n: 3 }, { frozen: ['n'] }],
  ['a product', z.object({ n: small, m: small }), (s) => ({ o: thing({ n: s.n * s.m }) }), { n: 3, m: 2 }, { frozen: ['n'] }],
  ['the greater number', z.object({ n: small, m: small }), (s) => ({ o: thing({ n: Math.max(s.n, s.m) }) }), { n: 3, m: 2 }],
  ['a switch', z.object({ b: z.boolean() }), (s) => ({ o: thing({ b: s.b, not: !s.b }) }), { b: true }],
  ['a switch as text', z.object({ b: z.boolean() }), (s) => ({ o: config({ b: String(s.b) }) }), { b: true }],
  ['a switch for a field', z.object({ b: z.boolean() }), (s) => ({ o: thing({ x: 1, ...(s.b && { y: 2 }) }) }), { b: true }],
  ['a switch for an object', z.object({ b: z.boolean() }), (s) => ({ ...(s.b && { o: config({ a: 'x' }) }), p: thing(1) }), { b: true }],
  [
    'two switches',
    z.object({ a: z.boolean(), b: z.boolean() }),
    (s) => ({ o: thing({ ...(s.a && s.b && { both: 1 }), ...((s.a || s.b) && { one: 1 }), ...(s.a !== s.b && { either: 1 }) }) }),
    { a: true, b: true },
  ],
  [
    'one of several words',
    z.object({ e: z.enum(['dev', 'stage', 'prod']) }),
    (s) => ({ o: config({ e: s.e, url: `https://${s.e}.example.com` }) }),
    { e: 'dev' },
  ],
  [
    'a number for each word',
    z.object({ e: z.enum(['a', 'b', 'c', 'd', 'e']) }),
    (s) => ({ o: thing({ n: { a: 1, b: 2, c: 3, d: 4, e: 5 }[s.e as 'a'] }) }),
    { e: 'a' },
  ],
  ['words that YAML misreads', z.object({ e: z.enum(['no', 'null', '1', 'x: y']) }), (s) => ({ o: config({ e: s.e }) }), { e: 'no' }],
  ['an optional text', z.object({ a: z.string().optional() }), (s) => ({ o: thing({ x: 1, ...(s.a !== undefined && { a: s.a }) }) }), {}],
  ['an optional text with a default', z.object({ a: z.string().optional() }), (s) => ({ o: config({ a: s.a ?? 'none' }) }), {}],
  ['a default of the schema', z.object({ a: z.string().default('none'), n: z.int().min(0).max(9).default(3) }), (s) => ({ o: thing({ a: s.a, n: s.n }) }), {}],
  [
    'an optional map',
    z.object({ a: z.object({ x: name, y: small.optional() }).optional() }),
    (s) => ({ o: thing({ ...(s.a && { a: s.a.x, ...(s.a.y !== undefined && { y: s.a.y }) }) }) }),
    {},
  ],
  ['the truth of a text', z.object({ a: z.string() }), (s) => ({ o: config({ a: s.a ? `a=${s.a}` : 'empty' }) }), { a: 'x' }],
  [
    'the truth of a number',
    z.object({ n: z.int().min(0).max(5) }),
    (s) => ({ o: config({ n: s.n ? 'some' : 'none' }) }),
    { n: 1 },
    'lifted',
    { literals: [0] },
  ],
  ['more than ten', z.object({ n: small }), (s) => ({ o: config({ n: s.n > 10 ? 'many' : 'few' }) }), { n: 3 }, 'lifted', { literals: [10] }],
  ['a list of texts', z.object({ l: z.array(z.string()) }), (s) => ({ o: thing({ l: s.l }) }), { l: ['x'] }],
  [
    'a list with more around',
    z.object({ l: z.array(z.string()) }),
    (s) => ({ o: thing({ args: ['--start', ...s.l.map((x: string) => `--x=${x}`), '--end'] }) }),
    { l: ['x'] },
  ],
  [
    'a list of numbers',
    z.object({ l: z.array(z.int().min(1).max(65535)) }),
    (s) => ({ o: thing({ ports: s.l.map((port: number) => ({ port, name: `p${port}` })) }) }),
    { l: [80] },
  ],
  ['a joined list', z.object({ l: z.array(z.string()) }), (s) => ({ o: config({ l: s.l.join(','), m: `[${s.l.join('; ')}]` }) }), { l: ['x'] }],
  ['a joined list of numbers', z.object({ l: z.array(z.int().min(0).max(9999999)) }), (s) => ({ o: config({ l: s.l.join(',') }) }), { l: [1] }],
  [
    'a list mapped and joined',
    z.object({ l: z.array(name) }),
    (s) => ({ o: config({ l: `hosts: ${s.l.map((x: string) => `http://${x}:80`).join(',')};` }) }),
    { l: ['x'] },
  ],
  [
    'a list of maps',
    z.object({ l: z.array(entry) }),
    (s) => ({ o: thing({ l: s.l.map((e: z.infer<typeof entry>, i: number) => ({ n: e.name, p: e.port, i, ...(e.tls && { tls: true }) })) }) }),
    { l: [{ name: 'a', port: 80, tls: false }] },
  ],
  [
    'a list filtered',
    z.object({ l: z.array(entry) }),
    (s) => ({ o: thing({ l: s.l.filter((e: z.infer<typeof entry>) => e.tls).map((e: z.infer<typeof entry>) => e.name) }) }),
    { l: [{ name: 'a', port: 80, tls: false }] },
  ],
  [
    'lists in a list',
    z.object({ l: z.array(z.object({ host: name, paths: z.array(name) })) }),
    (s) => ({
      o: thing({ l: s.l.map((e: { host: string; paths: string[] }) => ({ host: e.host, paths: e.paths.map((p) => ({ path: `/${p}`, to: e.host })) })) }),
    }),
    { l: [{ host: 'a', paths: ['b'] }] },
  ],
  [
    'lists in a list, flat',
    z.object({ l: z.array(z.object({ host: name, paths: z.array(name) })) }),
    (s) => ({ o: thing({ l: s.l.flatMap((e: { host: string; paths: string[] }) => e.paths.map((p) => `${e.host}/${p}`)) }) }),
    { l: [{ host: 'a', paths: ['b'] }] },
  ],
  [
    'an object for each element',
    z.object({ l: z.array(name) }),
    (s) => Object.fromEntries(s.l.map((x: string) => [`o-${x}`, config({ x }, `c-${x}`)])),
    { l: ['x'] },
  ],
  [
    'two objects for each element',
    z.object({ l: z.array(entry) }),
    (s) =>
      Object.fromEntries(
        s.l.flatMap((e: z.infer<typeof entry>) => [
          [`a-${e.name}`, config({ p: String(e.port) }, `c-${e.name}`)],
          [`b-${e.name}`, thing({ p: e.port }, e.name)],
        ]),
      ),
    { l: [{ name: 'a', port: 80, tls: false }] },
  ],
  [
    'indexed keys',
    z.object({ l: z.array(z.string()) }),
    (s) => ({ o: config(Object.fromEntries(s.l.map((x: string, i: number) => [`X__${i}`, x]))) }),
    { l: ['x'] },
  ],
  ['the first element, and how many', z.object({ l: z.array(name).min(1) }), (s) => ({ o: thing({ first: s.l[0], count: s.l.length }) }), { l: ['x'] }],
  ['a record', z.object({ r: z.record(z.string(), z.string()) }), (s) => ({ o: thing({ r: s.r }) }), { r: { a: 'b' } }],
  [
    'a record over fixed keys',
    z.object({ r: z.record(z.string(), z.string()) }),
    (s) => ({ o: config({ app: 'x', ...s.r }) }),
    { r: { a: 'b' } },
    'lifted',
    { literals: ['app'], triggers: [{ r: { app: 'other' } }] },
  ],
  [
    'a record as a sorted list',
    z.object({ r: z.record(name, z.string()) }),
    (s) => ({
      o: thing({
        env: Object.keys(s.r)
          .sort()
          .map((key) => ({ name: key, value: s.r[key] })),
      }),
    }),
    { r: { a: 'b' } },
  ],
  [
    'a record in its own order',
    z.object({ r: z.record(name, z.string()) }),
    (s) => ({ o: thing({ env: Object.entries(s.r).map(([key, value]) => ({ name: key, value: value as string })) }) }),
    { r: { a: 'b' } },
    { frozen: ['r'] },
  ],
  [
    'a record of maps',
    z.object({ r: z.record(name, entry) }),
    (s) => ({
      o: thing(Object.fromEntries(Object.entries(s.r as Record<string, z.infer<typeof entry>>).map(([key, e]) => [key, { at: `${e.name}:${e.port}` }]))),
    }),
    { r: { a: { name: 'a', port: 1, tls: true } } },
  ],
  [
    'two records in one map',
    z.object({ r: z.record(name, z.string()), q: z.record(name, z.string()) }),
    (s) => ({ o: config({ ...s.r, ...s.q }) }),
    { r: { a: 'b' }, q: { c: 'd' } },
    { frozen: ['r'] },
    { triggers: [{ r: { a: 'b' }, q: { a: 'e' } }] },
  ],
  [
    'lines of a file',
    z.object({ a: name, l: z.array(name), b: z.boolean() }),
    (s) => ({
      o: config({ 'nginx.conf': [`server ${s.a} {`, ...s.l.map((x: string) => `  listen ${x};`), ...(s.b ? ['  gzip on;'] : []), '}', ''].join('\n') }),
    }),
    { a: 'x', l: ['y'], b: true },
  ],
  [
    'options with a number, a word and a text, between others that may be missing',
    z.object({ n: small, e: z.enum(['info', 'debug']), a: z.string(), b: z.boolean(), l: z.array(z.string()) }),
    (s) => {
      const args = [`--workers=${s.n}`, ...(s.b ? ['--reload'] : []), `--level=${s.e}`, ...s.l.map((x: string) => `--allow=${x}`), `--name=${s.a}`];
      return { o: thing({ args }), c: config({ ini: ['[server]', `threads = ${s.n}`, ...(s.b ? ['reload'] : []), `level ${s.e}`, ''].join('\n') }) };
    },
    { n: 4, e: 'info', a: 'x', b: false, l: [] },
  ],
  ['a text with {{ in it', z.object({ a: z.string() }), (s) => ({ o: config({ a: `{{ .Values.x }}${s.a}{`, b: '{{`{{' }) }), { a: 'x' }],
  [
    'one of two maps',
    z.object({
      u: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('file'), path: z.string() }),
        z.object({ kind: z.literal('http'), url: z.string(), port: small }),
      ]),
    }),
    (s) => ({ o: thing(s.u.kind === 'file' ? { path: s.u.path } : { url: s.u.url, port: s.u.port }) }),
    { u: { kind: 'file', path: 'x' } },
  ],
  ['a number or a text', z.object({ m: z.union([small, z.string().regex(/^[1-9][0-9]?%$/)]) }), (s) => ({ o: thing({ m: s.m }) }), { m: 1 }],
  [
    'a hash in an annotation',
    z.object({ a: z.string(), r: z.record(z.string(), z.string()) }),
    (s, hash) => ({ c: config({ a: s.a, ...s.r }), w: workload('w', 'config', hash('reads', 'w', 64)) }),
    { a: 'x', r: {} },
  ],
  [
    'a hash in a name',
    z.object({ a: z.string() }),
    (s, hash) => ({ c: config({ a: s.a }, `c-${hash('data', 'c')}`), t: thing({ ref: `c-${hash('data', 'c')}` }) }),
    { a: 'x' },
  ],
  [
    'hashes of hashes',
    z.object({ a: z.string(), n: small }),
    (s, hash) => ({ c: config({ a: s.a }, `c-${hash('data', 'c')}`), w: workload('w', `c-${hash('data', 'c')}`, hash('reads', 'w', 12), s.n) }),
    { a: 'x', n: 1 },
  ],
  [
    'a hash for each element',
    z.object({ l: z.array(entry) }),
    (s, hash) =>
      Object.fromEntries(
        s.l.flatMap((e: z.infer<typeof entry>) => [
          [`c-${e.name}`, config({ p: String(e.port) }, `c-${e.name}`)],
          [`w-${e.name}`, workload(`w-${e.name}`, `c-${e.name}`, hash('reads', `w-${e.name}`))],
        ]),
      ),
    { l: [{ name: 'a', port: 80, tls: false }] },
  ],
  [
    'an address',
    z.object({ u: z.url(), e: z.email(), d: z.iso.date(), ip: z.ipv4() }),
    (s) => ({ o: config({ u: s.u, e: s.e, d: s.d, ip: s.ip }) }),
    { u: 'https://a.example.com', e: 'a@example.com', d: '2026-01-02', ip: '1.2.3.4' },
  ],
  ['the host of an address', z.object({ u: z.url() }), (s) => ({ o: config({ u: new URL(s.u).host }) }), { u: 'https://a.example.com' }, { frozen: ['u'] }],
  ['a transformed setting', z.object({ m: z.string().transform((x) => x.length) }), (s) => ({ o: thing({ m: s.m }) }), { m: 'x' }, { frozen: ['m'] }],
  [
    'a rule over two settings',
    z.object({ min: small, max: small }).refine((s) => s.min <= s.max, 'min must not be more than max'),
    (s) => ({ o: thing({ min: s.min, max: s.max }) }),
    { min: 1, max: 2 },
    'lifted',
    { triggers: [{ min: 3, max: 2 }] },
  ],
  [
    'blocks of lines',
    z.object({ l: z.array(z.object({ path: z.string().regex(/^\/[a-z]+$/), to: z.url().optional(), allow: z.array(z.ipv4()) })), b: z.boolean() }),
    (s) => {
      const block = (e: { path: string; to?: string; allow: string[] }) => [
        `  location ${e.path} {`,
        e.to === undefined ? '    root /site;' : `    proxy_pass ${e.to};`,
        ...e.allow.map((address) => `    allow ${address};`),
        ...(e.allow.length > 0 ? ['    deny all;'] : []),
        '  }',
      ];
      return { o: config({ conf: ['server {', ...(s.b ? ['  location = /status {', '  }'] : []), ...s.l.flatMap(block), '}', ''].join('\n') }) };
    },
    { l: [], b: true },
  ],
  [
    'blocks whose first line is the same',
    z.object({ l: z.array(z.object({ host: name, tls: z.boolean() })) }),
    (s) => ({
      o: config({ conf: s.l.flatMap((e: { host: string; tls: boolean }) => ['server {', `  name ${e.host};`, ...(e.tls ? ['  ssl;'] : []), '}']).join('\n') }),
    }),
    { l: [{ host: 'a', tls: false }] },
  ],
  [
    'a text of several lines among others',
    z.object({ a: z.string().optional(), b: z.boolean() }),
    (s) => ({ o: config({ conf: ['{', ...(s.b ? ['b'] : []), ...(s.a === undefined ? [] : [s.a]), '}', ''].join('\n') }) }),
    { a: 'x\n y', b: true },
  ],
  [
    'a number with a long default in a text',
    z.object({ n: z.int().min(0).default(134217728), b: z.boolean() }),
    (s) => ({ o: config({ n: `n=${s.n}`, conf: [...(s.b ? ['b'] : []), `n = ${s.n}`, ''].join('\n') }) }),
    { b: true },
  ],
  ['a number with a default', z.object({ n: z.int().min(0).max(100000).default(120) }), (s) => ({ o: thing({ n: s.n }) }), {}],
  [
    'a text that begins so',
    z.object({ l: z.array(z.string().regex(/^\//)) }),
    (s) => ({ o: thing({ l: s.l.map((path: string) => ({ path })) }) }),
    { l: ['/'] },
  ],
  [
    'labels that only settings give',
    z.object({ r: z.record(name, z.string()), b: z.boolean() }),
    (s) => ({ o: { ...thing(1), metadata: { name: 'o', labels: { ...s.r, ...(s.b && { both: 'yes' }) } } } }),
    { r: {}, b: false },
    'lifted',
    { literals: ['both'] },
  ],
  [
    'a list of unique names',
    z.object({ l: z.array(z.object({ name, v: z.string() })).refine((all) => new Set(all.map((e) => e.name)).size === all.length, 'names must differ') }),
    (s) => ({ o: thing({ l: s.l }) }),
    { l: [] },
    'lifted',
    {
      triggers: [
        {
          l: [
            { name: 'a', v: 'b' },
            { name: 'a', v: 'c' },
          ],
        },
      ],
    },
  ],
  [
    'characters that YAML takes only escaped',
    z.object({ a: z.string(), l: z.array(z.string()), m: z.array(z.object({ t: z.string() })), any: z.any() }),
    (s) => ({ o: thing({ a: s.a, l: s.l, m: s.m, any: s.any }) }),
    { a: ESCAPED, l: [ESCAPED], m: [{ t: ESCAPED }], any: { [ESCAPED]: ESCAPED } },
  ],
  ['anything', z.object({ a: z.any() }), (s) => ({ o: thing({ a: s.a ?? 1 }) }), { a: { b: 1 } }],
];

/** The programs of single features. */
export const FEATURES: readonly SmallProgram[] = programsOf(ROWS);
