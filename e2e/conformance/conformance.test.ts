import { type Cluster, ControlPlane, RealNode } from '../harness';
import { describeOnControlPlane, describeOnRealNode } from '../suite';
import type { DialectOnCluster } from './dialect';
import { DIALECTS } from './dialects';
import type { Scenario } from './scenario';
import { REAL_NODE_SCENARIOS, SCENARIOS } from './scenarios';
import { IMAGES } from './scenarios/real-node';
import { Stage } from './stage';
import { Table } from './table';
import { Watches } from './watches';

const table = new Table(DIALECTS.map(({ name }) => name));
afterAll(() => table.report([...SCENARIOS, ...REAL_NODE_SCENARIOS], DIALECTS));

describeOnControlPlane('conformance', () => rows(SCENARIOS, () => ControlPlane.start()));
describeOnRealNode('conformance', () => rows(REAL_NODE_SCENARIOS, () => RealNode.start({ images: IMAGES })));

/** Scenarios x outputs, on one cluster; each has namespaces of its own. */
function rows<C extends Cluster>(scenarios: readonly Scenario<C>[], start: () => Promise<C>): void {
  let cluster: C;
  let watches: Watches;
  const running = new Map<string, DialectOnCluster>();
  beforeAll(async () => {
    cluster = await start();
    watches = await Watches.open(cluster);
    for (const dialect of DIALECTS) running.set(dialect.name, await dialect.start(cluster, watches));
  });
  afterAll(() => cluster?.stop());

  describe.each(scenarios)('$name', (scenario) => {
    /** All outputs at once: they mostly wait. */
    const results = new Map<string, Promise<string>>();
    beforeAll(() => {
      for (const dialect of DIALECTS) {
        const onCluster = running.get(dialect.name);
        if (onCluster === undefined || scenario.name in dialect.lacks) continue;
        const result = played(scenario, new Stage(cluster, dialect, onCluster, watches));
        result.catch(() => {}); // its test says it
        results.set(dialect.name, result);
      }
    });

    for (const dialect of DIALECTS) {
      const lack = dialect.lacks[scenario.name];
      if (lack !== undefined) {
        table.set(scenario.name, dialect.name, { skipped: lack });
        it.skip(`${dialect.name}: ${lack.why} (${lack.issue})`, () => {});
        continue;
      }
      it(dialect.name, async () => {
        table.set(scenario.name, dialect.name, { failed: true });
        table.set(scenario.name, dialect.name, { measured: (await results.get(dialect.name)) ?? '' });
      });
    }
  });
}

async function played<C extends Cluster>(scenario: Scenario<C>, stage: Stage<C>): Promise<string> {
  try {
    return await scenario.run(stage);
  } finally {
    await stage.clear();
  }
}
