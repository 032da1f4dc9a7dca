import type { Problem } from '../../errors';
import { yamlDocument } from '../../manifest';
import { maskSecrets } from '../../settings';
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
export function verifyProblems({ chart }: DerivedProgram, { lint, different }: Verified): readonly Problem[] {
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
  const fix = 'Report it with the values below; until then fix the setting that it hangs on: helmChart({ … { fixed: […] } })';
  return [...wrong, { code: 'CHART_DIFFERS', object: chart.name, message: different.says, fix }];
}

/** A command that shows a difference, without a secret's text. */
export function valuesToRepeat({ chart, source }: DerivedProgram, { different }: Verified): string {
  if (different === undefined) return '';
  const { release, values } = told(chart, different.settings);
  const file = yamlDocument(maskSecrets(source.schema, fileFor(chart, values)) ?? {});
  const where = release.namespace === undefined ? '' : ` --namespace ${release.namespace}`;
  return `  values.yaml with these over it, helm template ${release.name}${where}:\n${file.replace(/^(?=.)/gm, '    ')}`;
}
