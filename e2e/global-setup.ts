import { nodeProblem } from './harness/node/probe';
import { skip, type Tier } from './suite';
import { buildTools } from './tools/builder';
import { findProgram, MissingProgram } from './tools/commands';
import { nftProgram, staticBusybox } from './tools/debian';
import { onStderr } from './tools/progress';
import { ARGO_CD_TOOLS, CONTROL_PLANE_TOOLS, MANIFEST_TOOLS, REAL_NODE_TOOLS } from './tools/table';

/** Builds what the suites need, or says in one line why they are skipped. In CI nothing is skipped: what is missing fails the run. */
export default async function globalSetup(): Promise<void> {
  const reasons = new Map<string, Tier[]>();
  for (const [tier, prepare] of Object.entries(PREPARE) as [Tier, () => Promise<void>][]) {
    const reason = await missing(tier, prepare);
    if (reason === undefined) continue;
    skip(tier, reason);
    reasons.set(reason, [...(reasons.get(reason) ?? []), tier]);
  }
  for (const [reason, tiers] of reasons) process.stdout.write(`e2e: the suites on the ${tiers.join(' and the ')} are skipped: ${reason}\n`);
}

const PREPARE: Readonly<Record<Tier, () => Promise<void>>> = {
  'control plane': async () => {
    if (process.platform !== 'linux') throw new MissingProgram('the components and this harness need Linux');
    if (findProgram('git') === undefined) throw new MissingProgram('git is not installed: Argo CD reads its sources with it');
    await buildTools([...CONTROL_PLANE_TOOLS, ...ARGO_CD_TOOLS, ...MANIFEST_TOOLS], onStderr());
  },
  'real node': async () => {
    assertPossible(nodeProblem()); // at first without nft, so that nothing is built or downloaded for a node that cannot run
    await buildTools([...REAL_NODE_TOOLS, ...ARGO_CD_TOOLS], onStderr());
    await staticBusybox();
    assertPossible(nodeProblem(await nftProgram()));
  },
};

async function missing(tier: Tier, prepare: () => Promise<void>): Promise<string | undefined> {
  try {
    await prepare();
    return undefined;
  } catch (error) {
    if (!(error instanceof MissingProgram)) throw error;
    if (isCi()) throw new Error(`the suites on the ${tier} must run in CI, and cannot: ${error.message}`);
    return error.message;
  }
}

function assertPossible(problem: string | undefined): void {
  if (problem !== undefined) throw new MissingProgram(problem);
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}
