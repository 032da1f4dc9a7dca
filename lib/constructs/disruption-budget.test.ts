import { checkDisruptionBudget, type DisruptionBudgetProps, disruptionBudget } from './disruption-budget';
import { ProblemList } from './problem-list';
import { chart, yamlOf } from './testing/chart';

function check(budget: DisruptionBudgetProps, replicas: number | undefined): void {
  const problems = new ProblemList('web');
  checkDisruptionBudget(budget, replicas, problems);
  problems.throwIfAny();
}

it.each<[DisruptionBudgetProps, number | undefined]>([
  [{}, 1],
  [{ maxUnavailable: 1 }, 1],
  [{ maxUnavailable: '10%' }, 4],
  [{ minAvailable: 3 }, 4],
  [{ minAvailable: 3 }, undefined],
  [{ minAvailable: '50%' }, 2],
  [{ minAvailable: '75%' }, undefined],
  [{ minAvailable: 1 }, 0],
])('takes %j of %p pods', (budget, replicas) => expect(() => check(budget, replicas)).not.toThrow());

it.each<[DisruptionBudgetProps, number | undefined, RegExp]>([
  [{ minAvailable: 4 }, 4, /BUDGET_BLOCKS_DRAIN {2}disruptionBudget: minAvailable 4 of 4 pods lets no pod go/],
  [{ minAvailable: 1 }, 1, /BUDGET_BLOCKS_DRAIN/],
  [{ minAvailable: '50%' }, 1, /BUDGET_BLOCKS_DRAIN/],
  [{ minAvailable: '100%' }, undefined, /minAvailable 100% of all pods lets no pod go/],
  [{ maxUnavailable: 0 }, 4, /maxUnavailable 0 lets no pod go/],
  [{ maxUnavailable: '0%' }, 4, /BUDGET_BLOCKS_DRAIN/],
  [{ minAvailable: 1, maxUnavailable: 1 }, 4, /FIELD_INVALID {2}disruptionBudget/],
  [{ maxUnavailable: '101%' }, 4, /FIELD_INVALID {2}disruptionBudget.maxUnavailable: 101% of the pods are more than there are/],
  [{ minAvailable: -1 }, 4, /FIELD_INVALID {2}disruptionBudget.minAvailable/],
])('refuses %j of %p pods', (budget, replicas, message) => expect(() => check(budget, replicas)).toThrow(message));

it('is a PodDisruptionBudget of the pods', () => {
  const shop = chart();
  disruptionBudget(shop, { name: 'web' }, { app: 'web' }, {});
  expect(yamlOf(shop)).toMatchInlineSnapshot(`
"
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
  namespace: shop
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web
  unhealthyPodEvictionPolicy: AlwaysAllow
"
`);
});

it('says minAvailable alone where that is given', () => {
  const budget = disruptionBudget(chart(), { name: 'web' }, { app: 'web' }, { minAvailable: '50%', unhealthyPodEvictionPolicy: 'IfHealthyBudget' });
  expect(budget.toJson().spec).toEqual({ minAvailable: '50%', selector: { matchLabels: { app: 'web' } }, unhealthyPodEvictionPolicy: 'IfHealthyBudget' });
});
