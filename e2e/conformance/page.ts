import type { Dialect } from './dialect';
import type { Row } from './table';

/** docs/conformance.md: what is promised, how each output does it, and the results of one run. */
export function page(table: string, rows: readonly Row[], dialects: readonly Dialect[]): string {
  const date = new Date().toISOString().slice(0, 10);
  return `# Every scenario on every output
One program (web, worker, config that both read and config that one reads, a Secret, a migration before the rollout) is deployed by every output of rollwright, and the same things
are done to it. What the pods did is read from the watches of the API server: which were replaced, how few were available, which config each was started with, what ran first. Nothing
of it is read from what rollwright or a deploy tool says.

This page was written by a run of the suite on ${date} (\`npx tsx e2e/conformance/record.ts\`); its seconds are those of a machine of 2 processors with three outputs at work at
once. CI runs the suite with each change and prints the table.

## Results
${table}

## What is promised
| scenario | what must be true on every output |
|-|-|
${rows.map(({ name, promise }) => `| ${name} | ${promise} |`).join('\n')}

## How each output does it
| output | deploy | rollback | removal | what a migration before the rollout holds | a job after it | config after a rollback, mode \`checksum\` |
|-|-|-|-|-|-|-|
${dialects.map(row).join('\n')}

The suite is e2e/conformance: a scenario a row, in \`scenarios/\`; an output a column, in \`dialects/\`. A new output implements \`Dialect\`, and names what it cannot do with the
reason and its makers' issue.
`;
}

function row({ name, commands, migrationHolds, jobAfter, rollbackGives }: Dialect): string {
  const said = [commands.deploy, commands.rollback, commands.remove].map((command) => `\`${command}\``);
  return `| ${[name, ...said, migrationHolds, jobAfter, `that of ${rollbackGives.config}: ${rollbackGives.because}`].join(' | ')} |`;
}
