import { RELEASE } from '../write';
import type { ChartFacts } from './chart';
import { KUBE_VERSION } from './chart-yaml';
import { headerText } from './header';
import { installCommand } from './install-command';
import { cell, code, table } from './markdown';
import { hasTest, hookJobs, readsConfig } from './objects';
import { valuesTable } from './values-table';

/** README.md: how to install the chart, what its values are, and what it does otherwise than other charts. */
export function readme(facts: ChartFacts): string {
  const { name, source, options } = facts;
  const { version, description, kubeVersion = KUBE_VERSION } = options;
  const sections = [
    `# ${name}`,
    `${description === undefined ? '' : `${description}\n\n`}Version ${version}, for Kubernetes ${code(kubeVersion)}. The chart is derived from the program ${source.program}: for every value that its schema takes, it gives the
objects that the program gives. Change the program, not the chart.`,
    install(facts),
    before(facts),
    valuesTable(facts),
    limits(facts),
    release(facts),
    operation(facts),
    subChart(facts),
  ];
  return `<!-- ${headerText(facts)} -->\n${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function install(facts: ChartFacts): string {
  const commands = [installCommand(facts), ...Object.keys(facts.overrides).map((environment) => installCommand(facts, environment))];
  return `## Install

${fenced(commands.join('\n'))}

The first takes the values of values.yaml; the others those of an environment, which its values file makes of them.`;
}

function before({ needed, binding }: ChartFacts): string {
  if (needed.length === 0) return '';
  const rows = needed.map(({ kind, name, keys }) => [kind, code(name), (keys ?? []).map(code).join(', ')]);
  const named = needed.some(({ name }) => name.startsWith(RELEASE)) && binding.name !== undefined ? ` ${RELEASE} stands for the name of the release.` : '';
  return `## Before the first install

The chart refers to these objects and does not make them; pods and migrations wait until they are there, in the namespace of what refers to them.${named}

${table(['Kind', 'Name', 'Keys'], rows)}`;
}

function limits({ derived, binding }: ChartFacts): string {
  const { frozen, narrowed, unliftedRules } = derived;
  const narrow = narrowed.filter(({ path }) => path !== binding.name && path !== binding.namespace);
  const parts = [
    frozen.length === 0
      ? ''
      : `These settings are the same in every release; the chart refuses other values.\n\n${table(
          ['Setting', 'Why', 'Read at'],
          frozen.map(({ path, reason, readAt = '' }) => [code(path), cell(reason), readAt === '' ? '' : code(readAt)]),
        )}`,
    narrow.length === 0
      ? ''
      : `The chart takes less of these settings than their types say.\n\n${table(
          ['Setting', 'Takes'],
          narrow.map(({ path, to }) => [path === '' ? '' : code(path), cell(to)]),
        )}`,
    unliftedRules.length === 0
      ? ''
      : `The program refuses these values; the chart cannot tell, and takes them.\n\n${table(
          ['Setting', 'What the program says'],
          unliftedRules.map(({ path, message }) => [path === '' ? '' : code(path), cell(message)]),
        )}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `## What the chart does not take\n\n${parts.join('\n\n')}`;
}

function release({ binding }: ChartFacts): string {
  const { name, namespace } = binding;
  const said = [
    ...(name === undefined ? [] : [`the program's setting ${code(name)} is the name of the release`]),
    ...(namespace === undefined ? [] : [`${name === undefined ? "the program's setting " : ''}${code(namespace)} is its namespace`]),
  ].join(', and ');
  if (said === '') return '## Release\n\nNames and namespaces are those of the values: one release of this chart can live in a cluster for each of them.';
  const several = name === undefined ? 'one release can live in each namespace' : 'several releases can live in one cluster, also in one namespace';
  return `## Release\n\n${said.charAt(0).toUpperCase()}${said.slice(1)}. They are no values, and ${several}.`;
}

function operation(facts: ChartFacts): string {
  const jobs = hookJobs(facts);
  const before = jobs.filter(({ hooks }) => hooks.includes('pre-upgrade'));
  const after = jobs.filter(({ hooks }) => hooks.includes('post-upgrade'));
  const names = (some: typeof jobs) => some.map(({ name }) => code(`${name}-<hash>`)).join(', ');
  const lines = [
    ...(readsConfig(facts) ? ['A change of config restarts the pods that read it and no others: a checksum of what they read stands in their template.'] : []),
    ...(before.length === 0
      ? []
      : [
          `${names(before)} runs as a hook before the objects change, once for each change of what it runs. Where it fails, the upgrade fails and the old pods go on.`,
        ]),
    ...(after.length === 0 ? [] : [`${names(after)} runs as a hook after the objects have changed, once for each change of what it runs.`]),
    '`helm rollback` brings back the objects and the config of a revision'.concat(
      jobs.length === 0 ? '.' : '. It runs no migration backwards: what one has done to a database stays, so that migrations have to suit the version before.',
    ),
    ...keptLines(facts),
    ...(jobs.length === 0
      ? []
      : [
          'Helm waits 5 minutes for a migration: a longer one needs a longer `--timeout`, else the upgrade fails while the Job runs on.',
          '`--no-hooks` runs no migration, and records them as done all the same: delete the ConfigMap of the record to have them run.',
          'A migration has a copy of its service account, under another name. One that a cloud knows by its name (IRSA, workload identity) belongs outside of the chart.',
        ]),
    ...valuesLines(facts),
    ...(hasTest(facts) ? ['`helm test` asks each Service from a pod in the cluster.'] : []),
    '`helm upgrade --wait` (with `--rollback-on-failure`, in Helm 3 `--atomic`) waits until the new pods are ready.',
  ];
  return `## Upgrade, rollback, test\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function keptLines({ derived: { kept } }: ChartFacts): readonly string[] {
  if (kept === undefined) return [];
  return [
    `Some config is immutable and called after its data; a change makes another ConfigMap. Earlier ones stay, for \`kubectl rollout undo\` and pods that are on their way out, where the values files of environments list them under ${code(kept)}. What is installed without such a file keeps none.`,
    '`helm rollback` deletes the generations that its revision did not have yet. Go forward with `helm upgrade`, not with `kubectl rollout undo`.',
  ];
}

/** Upstream: helm.sh/helm/v4/pkg/action/upgrade.go, reuseValues. */
function valuesLines({ overrides }: ChartFacts): readonly string[] {
  if (Object.keys(overrides).length === 0) return [];
  return [
    'Give the values files with each upgrade. `helm upgrade` with any `--values` or `--set` takes those and values.yaml, and nothing of the revision before; with none at all it takes the values that the revision before was given, also where the files have changed since.',
  ];
}

function subChart({ name, options }: ChartFacts): string {
  return `## As a dependency

${fenced(`dependencies:\n  - name: ${name}\n    version: ${options.version}\n    repository: file://../${name}\n    alias: ${name}-2 # optional`, 'yaml')}

Its values stand under that name. \`global\` is allowed and not read.`;
}

function fenced(text: string, language = 'sh'): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
