/** What a suite runs on. */
export type Tier = 'control plane' | 'real node';

const REASON: Readonly<Record<Tier, string>> = { 'control plane': 'ROLLWRIGHT_E2E_SKIP_CONTROL_PLANE', 'real node': 'ROLLWRIGHT_E2E_SKIP_REAL_NODE' };

/** Has the suites of a tier skipped; global-setup.ts says so once. The environment is what it shares with the suites. */
export function skip(tier: Tier, reason: string): void {
  process.env[REASON[tier]] = reason;
}

/** `describe` for suites on the control plane with fake nodes. */
export function describeOnControlPlane(name: string, suite: () => void): void {
  describeOn('control plane', name, suite);
}

/** `describe` for suites on the real node. */
export function describeOnRealNode(name: string, suite: () => void): void {
  describeOn('real node', name, suite);
}

function describeOn(tier: Tier, name: string, suite: () => void): void {
  const reason = process.env[REASON[tier]];
  if (reason === undefined) describe(name, suite);
  else describe.skip(`${name} (${reason})`, suite);
}
