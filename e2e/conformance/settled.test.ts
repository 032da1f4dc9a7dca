import { unsettled } from './settled';
import { condition, Told } from './testing';

const counts = { updatedReplicas: 2, replicas: 2, availableReplicas: 2, observedGeneration: 1 };
const complete = { ...counts, conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }] };
const deployment = (status: object) => ({ generation: 1, spec: { replicas: 2 }, status });

function movingAfter(tell: (told: Told) => void, held: readonly string[] = []): string | undefined {
  const told = new Told();
  told.add('deployments', 'web', deployment(complete));
  told.add('replicasets', 'web-1', { generation: 1, spec: { replicas: 2 }, status: { replicas: 2, observedGeneration: 1 } });
  told.add('pods', 'web-1-a', { spec: {}, status: condition('Ready', { phase: 'Running' }) });
  told.add('jobs', 'done', { status: condition('Complete') });
  tell(told);
  return unsettled(told.logs, held);
}

it('is settled when all is there', () => {
  expect(movingAfter(() => {})).toBeUndefined();
});

it.each<[string, (told: Told) => void]>([
  ['Deployment web', (told) => told.change('deployments', 'web', { ...deployment(complete), generation: 2 })],
  ['Deployment web', (told) => told.change('deployments', 'web', deployment({ ...complete, availableReplicas: 1 }))],
  ['Deployment web', (told) => told.change('deployments', 'web', deployment(counts))],
  ['ReplicaSet web-1', (told) => told.change('replicasets', 'web-1', { generation: 1, spec: { replicas: 3 }, status: { replicas: 2, observedGeneration: 1 } })],
  ['Job two', (told) => told.add('jobs', 'two', { status: {} })],
  ['Pod web-2-b', (told) => told.add('pods', 'web-2-b', { spec: {}, status: { phase: 'Running' } })],
  ['Pod web-1-a', (told) => told.change('pods', 'web-1-a', { leaving: true, spec: {}, status: condition('Ready', { phase: 'Running' }) })],
  ['Pod web-2-b', (told) => told.add('pods', 'web-2-b', { owner: 'ReplicaSet that is gone', spec: {}, status: condition('Ready', { phase: 'Running' }) })],
  [
    'ReplicaSet web-2',
    (told) =>
      told.add('replicasets', 'web-2', {
        owner: 'Deployment that is gone',
        generation: 1,
        spec: { replicas: 0 },
        status: { replicas: 0, observedGeneration: 1 },
      }),
  ],
])('%s still moves', (what, tell) => {
  expect(movingAfter(tell)).toMatch(new RegExp(`^${what}:`));
});

it.each<[string, readonly string[], boolean]>([
  ['of a Deployment that is held', ['web'], true],
  ['of another', ['worker'], false],
])('a pod %s may wait in an init container', (_, held, settled) => {
  const moving = movingAfter((told) => {
    told.change('deployments', 'web', deployment({ ...counts, updatedReplicas: 1, replicas: 3 }));
    told.add('pods', 'web-2-b', { spec: { nodeName: 'node-1' }, status: { phase: 'Pending' } });
  }, held);
  expect(moving === undefined).toBe(settled);
});
