import { dodo } from './charts/dodo';
import { environments } from './environments';
import { argoCd, helmChart, plainYaml, rollwright } from './lib';

/** What this repository deploys: a declaration. `npx cdk8s synth` and `npm run synth` read it; nothing runs on import. */
export default rollwright({
  programs: [dodo],
  environments,
  outputs: [
    plainYaml(),
    argoCd({ repoURL: 'https://git.example.com/shop/deploy.git' }),
    // Written by `npm run rollwright -- chart` only: it takes seconds.
    helmChart({
      dodo: {
        version: '1.0.0',
        appVersion: { setting: 'image.tag' },
        description: 'dodo, a Django service: web, worker and migration',
        defaults: 'prod',
        release: { name: 'name', namespace: 'namespace' },
        test: { path: '/ready' },
      },
    }),
  ],
});
