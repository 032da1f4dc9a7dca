import { RealNode } from '../harness';
import { describeOnRealNode } from '../suite';
import { type Measured, rolloutUnderLoad } from './rollout-under-load';
import { VARIANTS } from './variants';

/** The least and the most that may be lost, as a share of the requests. What is measured each time: docs/measured-rollouts.md. */
const CASES: readonly { readonly variant: keyof typeof VARIANTS; readonly least: number; readonly most: number }[] = [
  { variant: 'the defaults of RollingDeployment', least: 0, most: 0 },
  { variant: '`drain: false`', least: 0.001, most: 0.2 },
  { variant: '`readinessProbe: false`', least: 0.001, most: 0.3 },
  { variant: '`strategy: Recreate`', least: 0.03, most: 0.6 },
];

describeOnRealNode('a rolling update at 200 requests a second', () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await RealNode.start();
  });
  afterAll(() => node?.stop());

  it.each(CASES)('with $variant loses between $least and $most of them', async ({ variant, least, most }) => {
    const measured: Measured = await rolloutUnderLoad(node, VARIANTS[variant]);
    const { sent, failed, rolloutSeconds, versions } = measured;
    process.stderr.write(`e2e: ${variant}: ${failed} of ${sent} requests lost, the rollout took ${Math.round(rolloutSeconds)} s\n`);
    expect(Object.keys(versions).sort()).toEqual(['1', '2']);
    expect(failed / sent).toBeGreaterThanOrEqual(least);
    expect(failed / sent).toBeLessThanOrEqual(most);
    if (most === 0) expect(sent).toBeGreaterThan(3000);
  });
});
