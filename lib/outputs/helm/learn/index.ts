/** Learns templates from samples: one for each group of objects that renderings have in common. */
export { type LearnedProgram, learnProgram } from './learn-program';
export { learnRules } from './learn-rules';
export { Learner } from './learner';
export { unknownPlaces } from './learning';
export { mergedOrder } from './order-groups';
export { isSample, Program, type Refusal, type Sample } from './sample';
