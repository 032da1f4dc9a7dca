import type { App } from 'cdk8s';
import { z } from 'zod';
import { plainYaml } from '../outputs';
import { layer } from '../settings';
import { program } from '../synth';
import { isProject, rollwright } from './project';

const web = program({ name: 'web', settings: z.object({ replicas: z.number(), host: z.string().default('x') }), build: (_: App) => undefined });
const jobs = program({ name: 'jobs', settings: z.object({ queue: z.string() }), build: (_: App) => undefined });
const webLayer = layer<{ replicas: number; host: string }>({ replicas: 1 });
const jobsLayer = layer<{ queue: string }>({ queue: 'a' });

it('is a declaration: programs, the environments of all of them, outputs', () => {
  const project = rollwright({
    programs: [web, { ...jobs, environments: { prod: [jobsLayer], nightly: [jobsLayer] } }],
    environments: { dev: [webLayer], prod: [webLayer] },
  });
  expect(isProject(project)).toBe(true);
  expect(project.environments).toEqual(['dev', 'prod', 'nightly']);
  expect(project.programs.map(({ program: { name }, environments }) => [name, Object.keys(environments)])).toEqual([
    ['web', ['dev', 'prod']],
    ['jobs', ['prod', 'nightly']],
  ]);
  expect(project.outputs.map(({ name }) => name)).toEqual(['plain']);
});

it.each<[string, () => unknown, string]>([
  ['no program', () => rollwright({ programs: [], environments: {} }), 'there is no program'],
  ['no output', () => rollwright({ programs: [web], environments: { dev: [webLayer] }, outputs: [] }), 'there is no output'],
  ['two programs of one name', () => rollwright({ programs: [web, web], environments: { dev: [webLayer] } }), 'two programs are called web'],
  [
    'two outputs of one name',
    () => rollwright({ programs: [web], environments: { dev: [webLayer] }, outputs: [plainYaml(), plainYaml()] }),
    'two outputs are called plain',
  ],
  ['a program without environments', () => rollwright({ programs: [web] }), 'the program web has no environments'],
  ['an environment that is a path', () => rollwright({ programs: [web], environments: { '../x': [webLayer] } }), 'the environment name "../x" is no DNS label'],
  [
    'an environment that is the folder of an output',
    () => rollwright({ programs: [web], environments: { chart: [webLayer] } }),
    'chart is the folder of an output',
  ],
  [
    'a program that is no file name',
    () => rollwright({ programs: [{ ...web, name: 'a/b' }], environments: { dev: [webLayer] } }),
    'the program name "a/b" is no DNS label',
  ],
])('refuses %s', (_, declare, message) => {
  expect(declare).toThrow(expect.objectContaining({ code: 'PROJECT_INVALID', message: expect.stringContaining(message) }));
});

it('names all mistakes together', () => {
  expect(() => rollwright({ programs: [web, web], environments: { A: [webLayer], argocd: [webLayer] } })).toThrow(
    expect.objectContaining({ problems: [expect.anything(), expect.anything(), expect.anything()] }),
  );
});

it('knows a declaration of another copy of the package, and nothing else', () => {
  expect(isProject({ [Symbol.for('rollwright.project')]: true })).toBe(true);
  expect([null, {}, [], 'x', { programs: [] }].map(isProject)).toEqual([false, false, false, false, false]);
});

it('does not compile with layers that do not fit', () => {
  const refused = (): unknown => [
    // @ts-expect-error the layer of another program
    rollwright({ programs: [web], environments: { dev: [jobsLayer] } }),
    // @ts-expect-error the environments of the project do not fit both programs
    rollwright({ programs: [web, jobs], environments: { dev: [webLayer] } }),
    // @ts-expect-error the own environments of a program
    rollwright({ programs: [{ ...web, environments: { dev: [jobsLayer] } }] }),
    // @ts-expect-error no program
    rollwright({ programs: ['web'], environments: { dev: [webLayer] } }),
  ];
  expect(refused).toThrow(expect.objectContaining({ code: 'PROJECT_INVALID' }));
});
