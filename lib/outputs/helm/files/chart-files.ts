import type { OutputFile } from '../../output';
import type { ChartFacts } from './chart';
import { chartYaml } from './chart-yaml';
import { helmIgnore } from './helm-ignore';
import { notes } from './notes';
import { readme } from './readme';
import { schemaJson } from './schema-json';
import { environmentValues, valuesYaml } from './values-yaml';

/** All files of a chart, in the order of their paths. */
export function chartFiles(facts: ChartFacts): readonly OutputFile[] {
  const files: readonly OutputFile[] = [
    { path: '.helmignore', text: helmIgnore(facts) },
    { path: 'Chart.yaml', text: chartYaml(facts) },
    { path: 'README.md', text: readme(facts) },
    { path: 'templates/NOTES.txt', text: notes(facts) },
    { path: 'values.schema.json', text: schemaJson(facts) },
    { path: 'values.yaml', text: valuesYaml(facts) },
    ...Object.keys(facts.overrides).map((environment) => ({ path: `values.${environment}.yaml`, text: environmentValues(facts, environment) })),
    ...facts.derived.emit(),
  ];
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
