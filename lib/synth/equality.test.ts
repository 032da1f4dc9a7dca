import { App } from 'cdk8s';
import fc from 'fast-check';
import { SynthApp } from './app';
import { ourOutcome, stockOutcome } from './testing/compare';
import { appProps, build, type TreeSpec, treeSpec } from './testing/random-tree';

const seen = { trees: 0, files: 0, cycles: 0, withDependencies: 0 };

function sameAsStock(spec: TreeSpec): void {
  const stock = stockOutcome((outdir) => {
    const app = new App(appProps(spec, outdir));
    build(app, spec);
    return app;
  });
  const ours = ourOutcome((outdir) => {
    const app = new SynthApp(appProps(spec, outdir));
    build(app, spec);
    return app;
  });
  seen.trees++;
  if (spec.dependencies.length > 0) seen.withDependencies++;
  if ('error' in stock) {
    seen.cycles++;
    expect([stock.error.slice(0, 25), ours]).toEqual(['Dependency cycle detected', { error: 'DEPENDENCY_CYCLE' }]);
  } else {
    seen.files++;
    expect(ours).toEqual(stock);
  }
}

describe('the files, their objects and their order are those of stock cdk8s', () => {
  test('random trees without dependencies', () => {
    fc.assert(fc.property(treeSpec(12, 0), sameAsStock), { numRuns: 300 });
  });
  test('random trees with dependencies', () => {
    fc.assert(fc.property(treeSpec(10, 4), sameAsStock), { numRuns: 800 });
  });
  test('the trees were worth it', () => {
    expect(seen.trees).toBeGreaterThanOrEqual(1000);
    expect(seen.files).toBeGreaterThan(700);
    expect(seen.cycles).toBeGreaterThan(20);
    expect(seen.withDependencies).toBeGreaterThan(300);
  });
});
