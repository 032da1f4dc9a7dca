/** The rows of the table, in its order. */
import type { RealNode } from '../../harness';
import type { Scenario } from '../scenario';
import { configChange, secretVersion, sharedConfigChange } from './config';
import { autoscaled, scale } from './count';
import { failingMigration, imageChange, jobAfter } from './image';
import { firstInstall, noChange, removal } from './install';
import { pause, prune, twoEnvironments } from './objects';
import { migrationGates, processesSee } from './real-node';
import { keptOne, keptThree, revert, rollbackOne, rollbackThree } from './rollback';

/** With nodes that are made up: what controllers do. */
export const SCENARIOS: readonly Scenario[] = [
  firstInstall,
  noChange,
  configChange,
  sharedConfigChange,
  secretVersion,
  imageChange,
  failingMigration,
  jobAfter,
  scale,
  autoscaled,
  rollbackOne,
  rollbackThree,
  keptOne,
  keptThree,
  revert,
  prune,
  pause,
  twoEnvironments,
  removal,
];

/** Where containers matter. */
export const REAL_NODE_SCENARIOS: readonly Scenario<RealNode>[] = [migrationGates, processesSee];
