/** Everything of a chart as files, and what a proof of it needs. */
export type { Chart } from './chart';
export { chartOf } from './chart-of';
export { frozenList, type Listed, newFreezes } from './frozen-list';
export { overrides } from './overrides';
export { withMadeUpSecrets } from './secrets';
