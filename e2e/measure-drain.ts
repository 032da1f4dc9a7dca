/** `npx tsx e2e/measure-drain.ts [--runs N] [WORD…]`: measures rolling updates on the real node and prints the table of docs/measured-rollouts.md. */
import { parseArgs } from 'node:util';
import { type Measured, rolloutUnderLoad, type Variant } from './drain/rollout-under-load';
import { VARIANTS } from './drain/variants';
import { RealNode } from './harness';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { runs: { type: 'string', default: '1' } }, allowPositionals: true });
  const variants = Object.entries<Variant>(VARIANTS).filter(([title]) => positionals.every((word) => title.includes(word)));
  const node = await RealNode.start();
  try {
    process.stdout.write('| said | requests | lost | how | the rollout took |\n|-|-|-|-|-|\n');
    for (const [title, variant] of variants) {
      const runs: Measured[] = [];
      for (let run = 1; run <= Number(values.runs); run++) {
        process.stderr.write(`${title}: run ${run} of ${values.runs}\n`);
        runs.push(await rolloutUnderLoad(node, variant));
      }
      process.stdout.write(`${row(title, runs)}\n`);
    }
  } finally {
    await node.stop();
  }
}

function row(title: string, runs: readonly Measured[]): string {
  const each = (value: (run: Measured) => string | number) => runs.map(value).join(', ');
  const errors = new Set(runs.flatMap((run) => Object.keys(run.errors)));
  const lost = runs.map(({ failed, sent }) => (failed === 0 ? '0' : `${failed} (${((100 * failed) / sent).toFixed(1)} %)`)).join(', ');
  return `| ${title} | ${each(({ sent }) => sent)} | ${lost} | ${[...errors].sort().join(', ')} | ${each((run) => run.rolloutSeconds.toFixed(0))} s |`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
