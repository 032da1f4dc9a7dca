/** The outputs that the suite runs on: a new one implements `Dialect` and stands here. */
import type { Dialect } from '../dialect';
import { argoCd } from './argo-cd';
import { helm } from './helm';
import { plain } from './plain';

export const DIALECTS: readonly Dialect[] = [plain, helm, argoCd];
