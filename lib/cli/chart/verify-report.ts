import type { Problem } from '../../errors';
import { type JsonObject, yamlDocument } from '../../manifest';
import type { Chart } from '../../outputs';
import { settingsOfChart } from '../../outputs/helm';
import { maskSecrets, valueAt } from '../../settings';
import { table } from '../table';
import { fileFor, told } from './cases';
import type { Helm } from './helm';
import type { DerivedProgram } from './project-charts';
import type { Verified } from './verified';

/** What was proved, on one screen. */
export function verifyReport({ chart }: DerivedProgram, { environments, counts, lint, different }: Verified, helm: Helm, seconds: number): string {
  const rows = [
    ['helm lint --strict', lint.length === 0 ? `passes for ${environments.join(', ')}` : `refuses ${lint.map(({ values }) => values).join(', ')}`],
    ['environments', `${environments.join(', ')}`],
    ['random values', `${counts.values}, many a process`],
    ['', `${counts.binary} alone, as helm install reads them`],
    ['', `${counts.mistyped} with a mistake`],
    ['equal', `${counts.equal}`],
    ['refused alike', `${counts.refused}`],
    ...(counts.listed === 0 ? [] : [['taken by helm alone', `${counts.listed}, by rules that the chart lists as not checked`]]),
    ['different', different === undefined ? '0' : 'yes, see below'],
  ];
  return `${chart.name} with helm ${helm.version}, ${seconds.toFixed(0)} s\n${table(rows, '  ')}\n`;
}

/** What is wrong with a chart. */
export function verifyProblems({ chart, source }: DerivedProgram, { lint, different }: Verified): readonly Problem[] {
  const wrong = lint.map(({ values, says }) => ({
    code: 'CHART_LINT',
    object: chart.name,
    path: values,
    message: `helm lint --strict refuses the chart: ${
      says
        .split('\n')
        .filter((line) => /\[(ERROR|WARNING)\]/.test(line))
        .join('; ') || says
    }`,
  }));
  if (different === undefined) return wrong;
  const fix = `Report it with the values below; until then ${fixOf(chart, source.program, different.settings)}`;
  return [...wrong, { code: 'CHART_DIFFERS', object: chart.name, message: different.says, fix }];
}

/** More than these are no help. */
const MOST_NAMED = 5;

/** The settings that are not as in the chart's own values are those that it can hang on. */
function fixOf({ derived, defaults }: Chart, program: string, settings: JsonObject): string {
  const differing = settingsOfChart(derived).filter((path) => {
    const [is, usual] = [settings, defaults].map((values) => JSON.stringify(valueAt(values, path.split('.'))));
    return is !== usual;
  });
  const name = /^[a-z]\w*$/.test(program) ? program : JSON.stringify(program);
  const call = (fixed: string) => `helmChart({ ${name}: { …, fixed: [${fixed}] } })`;
  const [only, ...others] = differing;
  if (only !== undefined && others.length === 0) return `fix the setting ${only}: ${call(`'${only}'`)}`;
  const which = others.length > 0 && others.length < MOST_NAMED ? `, one of ${differing.join(', ')}` : '';
  return `fix the setting that it hangs on${which}: ${call('…')}`;
}

/** A command that shows a difference, without a secret's text. */
export function valuesToRepeat({ chart, source }: DerivedProgram, { different }: Verified): string {
  if (different === undefined) return '';
  const { release, values } = told(chart, different.settings);
  // What stands in the values beside the settings is as in the chart.
  const settings = Object.fromEntries(Object.entries(fileFor(chart, values)).filter(([key]) => key !== chart.derived.kept));
  const file = yamlDocument(maskSecrets(source.schema, settings) ?? {});
  const where = release.namespace === undefined ? '' : ` --namespace ${release.namespace}`;
  return `  values.yaml with these over it, helm template ${release.name}${where}:\n${file.replace(/^(?=.)/gm, '    ')}`;
}
