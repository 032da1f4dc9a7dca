/** The environments: each a list of layers, later over earlier. */
import { base } from './base';
import { dev } from './dev';
import { prod } from './prod';

export const environments = { dev: [base, dev], prod: [base, prod] };
