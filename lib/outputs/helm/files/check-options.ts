import type { Problem } from '../../../errors';
import { nearest } from '../../../settings';
import type { ProgramSource } from '../../output';
import type { ChartOptions } from '../input';
import { eachSetting, inputSchema, settingTree } from '../values';
import { isKubeVersion, isSemVer } from './versions';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The settings that a chart's options name, by where they name them. */
function namedSettings({ release = {}, fixed = [], appVersion }: ChartOptions): readonly (readonly [string, string])[] {
  return [
    ...(release.name === undefined ? [] : [['release.name', release.name] as const]),
    ...(release.namespace === undefined ? [] : [['release.namespace', release.namespace] as const]),
    ...fixed.map((path) => ['fixed', path] as const),
    ...(typeof appVersion === 'object' ? [['appVersion', appVersion.setting] as const] : []),
  ];
}

/** Everything that is wrong with what the author says of a chart. */
export function problemsOfOptions(source: ProgramSource, options: ChartOptions): readonly Problem[] {
  const { version, name = source.program, kubeVersion, defaults } = options;
  const problem = (path: string, message: string, fix: string): Problem => ({
    code: 'CHART_OPTION_INVALID',
    path,
    message: `helmChart() of ${source.program}: ${message}`,
    fix,
  });
  const problems: Problem[] = [];
  const quoted = (text: unknown) => JSON.stringify(text);
  if (!isSemVer(version)) problems.push(problem('version', `${quoted(version)} is no version of SemVer 2`, 'Write it as 1.4.0 or 1.4.0-rc.1'));
  if (!DNS_LABEL.test(name)) problems.push(problem('name', `${quoted(name)} is no DNS label`, 'Use a-z, 0-9 and -, 63 characters at most'));
  if (kubeVersion !== undefined && !isKubeVersion(kubeVersion))
    problems.push(problem('kubeVersion', `${quoted(kubeVersion)} is no constraint that Helm reads`, "Write it as '>=1.27.0-0' or '>=1.27.0-0 <1.38.0-0'"));
  const environments = Object.keys(source.environments);
  if (defaults !== undefined && !environments.includes(defaults))
    problems.push(
      problem('defaults', `there is no environment ${quoted(defaults)}${meant(defaults, environments)}`, `Name one of: ${environments.join(', ')}`),
    );
  const tree = settingTree(inputSchema(source.schema));
  const settings = [...eachSetting(tree)].filter(({ path }) => path.length > 0 && !path.includes('*'));
  const paths = settings.map(({ path }) => path.join('.'));
  for (const [option, path] of namedSettings(options)) {
    if (!paths.includes(path))
      problems.push(problem(option, `the program has no setting ${quoted(path)}${meant(path, paths)}`, 'Name a setting by its path: image.tag'));
  }
  for (const option of ['name', 'namespace'] as const) {
    const path = options.release?.[option];
    const setting = settings.find((one) => one.path.join('.') === path);
    if (setting !== undefined && setting.kind !== 'string') {
      problems.push(
        problem(
          `release.${option}`,
          `the setting ${path} does not take any text, and the ${option} of a release is one`,
          'Name a setting that is a z.string()',
        ),
      );
    }
  }
  if (options.release?.name !== undefined && options.release.name === options.release.namespace) {
    problems.push(problem('release', `the setting ${options.release.name} cannot be both the name and the namespace`, 'Give each a setting of its own'));
  }
  return problems;
}

function meant(name: string, names: readonly string[]): string {
  const one = nearest(name, names);
  return one === undefined ? '' : `; did you mean ${one}?`;
}
