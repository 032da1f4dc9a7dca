import path from 'node:path';
import { settingsOfChart } from '../../outputs/helm';
import { table } from '../table';
import { type DerivedProgram, failureText } from './project-charts';

/** What became of the settings of a chart, for people. */
export function chartSummary({ chart, source, seconds }: DerivedProgram, outdir: string): string {
  const { derived, files, name } = chart;
  const { frozen, narrowed, unliftedRules } = derived;
  const lifted = settingsOfChart(derived).length - frozen.length;
  const counts = [count(files.length, 'file'), `${count(lifted, 'setting')} lifted`, `${frozen.length} frozen`, `${narrowed.length} narrowed`];
  const head = `${path.join(outdir, 'chart', name)}: ${counts.join(', ')}; ${count(source.renders(), 'render')}, ${seconds.toFixed(1)} s`;
  const failure = frozen.some(({ reason }) => reason.includes('refuses')) ? source.failure() : undefined;
  const rows = [
    ...frozen.map(({ path: setting, reason, readAt }) => ['frozen', setting, readAt === undefined ? reason : `${reason} (read at ${readAt})`]),
    ...(failure === undefined ? [] : [['refused', '(example)', failureText(source, failure)]]),
    ...narrowed.map(({ path: setting, to }) => ['narrowed', setting || '(any)', `to ${to}`]),
    ...unliftedRules.map(({ path: setting, message }) => ['not checked', setting || '(any)', message]),
  ];
  return rows.length === 0 ? `${head}\n` : `${head}\n${table(rows, '  ')}\n`;
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
