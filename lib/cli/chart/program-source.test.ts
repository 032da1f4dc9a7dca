import path from 'node:path';
import { z } from 'zod';
import { objectAt } from '../../manifest';
import { deriveTemplates } from '../../outputs/helm';
import { layer, secret } from '../../settings';
import { program } from '../../synth';
import project, { programs } from '../testing/charts/main';
import { programSource } from './program-source';
import { base, type Shop, settings } from './testing/branches/shop';

const file = path.join(__dirname, '..', 'testing', 'charts', 'main.ts');
const cwd = path.join(__dirname, '..', 'testing');
const loaded = { project, file };
const [dev, prod] = [layer<Shop>({ n: 3 }, 'dev'), layer<Shop>({ n: 4, hosts: [], extra: 'x' }, 'prod')];

function source(environments: object = { dev: [base, dev], prod: [base, prod] }, more = {}) {
  return programSource({ program: programs.shop, environments } as never, { loaded, said: undefined, cwd }, more);
}

it('knows what all environments begin with, and each as a whole', () => {
  expect(source()).toMatchObject({
    program: 'shop',
    schema: settings,
    base: base.values,
    environments: { dev: { n: 3, mode: 'small' }, prod: { n: 4, extra: 'x' } },
  });
});

it.each([
  ['nothing in common', { dev: [dev, base], prod: [prod, base] }, {}],
  ['one environment', { dev: [base, dev] }, { ...base.values, n: 3 }],
  ['one layer more', { dev: [base], prod: [base, prod] }, base.values],
])('with %s', (_, environments, common) => {
  expect(source(environments).base).toEqual(common);
});

it('finds literals and readers in the files of the project, those that it imports included', () => {
  const { literals, readAt } = source();
  expect(literals).toEqual(expect.arrayContaining(['the shop is closed', 'ConfigMap', '-config', 40]));
  expect(readAt?.('url')).toBe('charts/main.ts:10');
});

it('renders anew each time, with tokens for derived values', () => {
  const { render, environments } = source();
  const [one, other] = [render(environments.dev), render(environments.dev)];
  expect(one.objects[0]?.manifest).toEqual(other.objects[0]?.manifest);
  expect(one.objects[0]).not.toBe(other.objects[0]);
});

it('says for which settings the program threw first', () => {
  const closed = programSource({ program: programs.closed, environments: { dev: [base] } } as never, { loaded, said: undefined, cwd });
  expect(closed.failure()).toBeUndefined();
  for (const n of [5, 5000, 6000]) {
    try {
      closed.render({ ...(closed.environments.dev as object), n });
    } catch {}
  }
  expect(closed.failure()).toMatchObject({ settings: { n: 5000 }, error: { code: 'PROGRAM_FAILED' } });
});

it('says nothing of a secret that the program throws, whoever said it', () => {
  const schema = z.object({ token: secret(z.string()) });
  const refusing = program({
    name: 'shop',
    settings: schema,
    build(_, { token }) {
      if (token !== 'right') throw new Error(`bad token ${token}`);
    },
  });
  const of = (token: string) =>
    programSource({ program: refusing, environments: { dev: [layer<{ token: string }>({ token }, 'dev')] } } as never, { loaded, said: undefined, cwd });
  const refused = expect.objectContaining({ code: 'PROGRAM_FAILED', message: expect.stringContaining('bad token <secret>') });
  expect(() => of('hunter2')).toThrow(refused);
  const right = of('right');
  expect(() => right.render({ token: 'made-up' })).toThrow(refused);
  expect(right.failure()?.error.message).not.toContain('made-up');
});

it('ends a derivation that takes too many renders', () => {
  const { program, schema, render, environments, literals, progress } = source(undefined, { mostRenders: 100 });
  const derive = () => deriveTemplates({ chart: program, schema, render, bases: Object.values(environments), literals, progress });
  expect(derive).toThrow(expect.objectContaining({ code: 'CHART_NOT_DERIVABLE', message: expect.stringContaining('not learned in 100 renders') }));
});

describe('a secret that no environment says', () => {
  const seen: { token: string }[] = [];
  const earlier = (name: string, data: string) => [{ config: 'words', name, data: { WORD: data } }];
  const sealed = (environments: object, data = 'x') =>
    programSource({ program: programs.sealed, environments } as never, {
      loaded,
      said: undefined,
      cwd,
      earlier: (_, __, { objects }) => {
        seen.push(...objects.flatMap(({ manifest }) => (manifest.kind === 'Secret' ? [objectAt(manifest, 'stringData') as { token: string }] : [])));
        return earlier('words-1', data);
      },
    });

  it('is made up to find what was kept, and is no setting of the environment', () => {
    const { generations, environments } = sealed({ dev: [base] });
    expect(generations).toEqual({ dev: earlier('words-1', 'x') });
    expect(environments).toEqual({ dev: base.values });
    expect(seen.at(-1)?.token.length).toBeGreaterThanOrEqual(12);
  });

  it('is what the environment says, where it does', () => {
    const said = layer<{ token: string }>({ token: 'staple-4711-x' }, 'said');
    expect(() => sealed({ dev: [base, said] }, 'has staple-4711-x')).toThrow('SECRET_IN_OUTPUT');
    expect(seen.at(-1)).toEqual({ token: 'staple-4711-x' });
  });

  it('leaves the other problems of an environment', () => {
    expect(() => sealed({ dev: [base, layer<Shop>({ n: 0 }, 'dev')] })).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'SETTINGS_INVALID', path: 'n (from dev)' })] }),
    );
  });
});
