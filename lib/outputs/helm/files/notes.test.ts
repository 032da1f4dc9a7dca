import { z } from 'zod';
import type { JsonObject } from '../../../manifest';
import { ChartFolder } from '../../testing/helm/chart-folder';
import { findHelm } from '../../testing/helm/helm';
import { config, type SmallProgram, workload } from '../../testing/helm/program';
import { made, small, text } from './testing/shop';

const helm = findHelm() ?? '';
const withHelm = helm === '' ? test.skip : test;
const folder = new ChartFolder();
afterAll(() => folder.remove());

const schema = z.object({
  ns: z.string().regex(/^[a-z]+$/),
  at: z.object({ 'name-space': z.string().regex(/^[a-z]+$/) }),
  other: z
    .string()
    .regex(/^[a-z]+$/)
    .optional(),
});
type S = z.infer<typeof schema>;
const base = { ns: 'here', at: { 'name-space': 'there' } };

const inNamespace = (object: JsonObject, namespace: string | undefined): JsonObject => ({
  ...object,
  metadata: { ...(object.metadata as JsonObject), ...(namespace !== undefined && { namespace }) },
});
const inside = (namespaces: (s: S) => readonly (string | undefined)[]): SmallProgram['build'] => {
  return (s) => {
    const all = namespaces(s);
    const [pods, data] = all.length === 1 ? [all[0], all[0]] : all;
    return { w: inNamespace(workload('web', 'config', 'x'), pods), c: inNamespace(config({ a: 'b' }), data) };
  };
};

describe('the namespace that kubectl is told', () => {
  const release = ' --namespace {{ .Release.Namespace }}';
  test.each<[string, (s: S) => readonly (string | undefined)[], pods: string, all: string, Parameters<typeof made>[1]]>([
    ['is that of the release', () => [undefined], release, release, {}],
    ['is that of the release to which it is bound', (s) => [s.ns], release, release, { release: { namespace: 'ns' } }],
    ['is that of the program', () => ['shop'], ' --namespace shop', ' --namespace shop', {}],
    ['is a setting', (s) => [s.ns], ' --namespace {{ index .Values "ns" }}', ' --namespace {{ index .Values "ns" }}', {}],
    [
      'is a setting inside others',
      (s) => [s.at['name-space']],
      ' --namespace {{ index .Values "at" "name-space" }}',
      ' --namespace {{ index .Values "at" "name-space" }}',
      {},
    ],
    ['is left out where there are several', (s) => [s.ns, 'shop'], ' --namespace {{ index .Values "ns" }}', '', {}],
    ['is left out where a setting may be absent', (s) => [s.other ?? 'shop'], '', '', {}],
    ['is left out where some have none', () => ['shop', undefined], ' --namespace shop', '', {}],
  ])('%s', (_, namespaces, pods, all, options) => {
    const bases = [base, { ...base, other: 'else' }];
    const notes = text(made(small(schema, inside(namespaces), ...bases), options), 'templates/NOTES.txt');
    expect(notes).toContain(`  kubectl rollout status deployment${pods} --selector`);
    expect(notes).toContain(`  helm get manifest {{ .Release.Name }} --namespace {{ .Release.Namespace }} | kubectl get${all} --filename -\n`);
    expect(notes).toContain('  helm rollback {{ .Release.Name }} --namespace {{ .Release.Namespace }} --wait\n');
  });

  withHelm('is what helm prints', async () => {
    folder.write(
      'notes',
      made(
        small(
          schema,
          inside((s) => [s.at['name-space']]),
          base,
        ),
      ).files,
    );
    const { text: said } = await folder.helm(helm, 'install', 'r', 'notes', '--dry-run=client', '--namespace', 'far');
    expect(said).toContain('kubectl rollout status deployment --namespace there --selector');
    expect(said).toContain('helm rollback r --namespace far --wait');
  });
});
