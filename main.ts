import { dodo } from './charts/dodo';
import { environments } from './environments';
import { plainYaml, rollwright } from './lib';

/** What this repository deploys: a declaration. `npx cdk8s synth` and `npm run synth` read it; nothing runs on import. */
export default rollwright({
  programs: [dodo],
  environments,
  outputs: [plainYaml()],
});
