/** A project with one chart. */
import { helmChart, plainYaml } from '../../../outputs';
import { base } from '../../chart/testing/branches/shop';
import { rollwright } from '../../project';
import { programs } from './main';

export default rollwright({
  programs: [programs.shop],
  environments: { dev: [base] },
  outputs: [plainYaml(), helmChart({ shop: { version: '1.2.3', release: { name: 'name' } } })],
});
