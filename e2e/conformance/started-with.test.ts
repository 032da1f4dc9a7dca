import type { LiveObject } from '../harness';
import { startedWith } from './started-with';
import { Told } from './testing';

const pod = {
  spec: { containers: [{ envFrom: [{ configMapRef: { name: 'first' } }, { secretRef: { name: 'secret' } }, { configMapRef: { name: 'second' } }] }] },
};
const running = { ...pod, status: { containerStatuses: [{ state: { running: {} } }] } };

function startValue(tell: (told: Told) => void): string | undefined {
  const told = new Told();
  tell(told);
  return startedWith(told.logs.pods.object('a') as LiveObject, 'LEVEL', told.logs);
}

it('is the value at the start of the container, whatever the ConfigMap says later', () => {
  const value = startValue((told) => {
    told.add('configmaps', 'first', { data: { LEVEL: 'old' } });
    told.add('pods', 'a', { ...pod, status: {} });
    told.change('configmaps', 'first', { data: { LEVEL: 'then' } });
    told.change('pods', 'a', running);
    told.change('configmaps', 'first', { data: { LEVEL: 'now' } });
    told.change('pods', 'a', running);
  });
  expect(value).toBe('then');
});

it('is that of the later source, where two have the variable', () => {
  const value = startValue((told) => {
    told.add('configmaps', 'second', { data: { LEVEL: 'second' } });
    told.add('configmaps', 'first', { data: { LEVEL: 'first' } });
    told.add('pods', 'a', running);
  });
  expect(value).toBe('second');
});

it.each<[string, (told: Told) => void]>([
  ['the pod has not started', (told) => told.add('pods', 'a', { ...pod, status: {} })],
  ['no ConfigMap has it', (told) => told.add('pods', 'a', running)],
  [
    'the ConfigMap was gone by then',
    (told) => {
      told.delete('configmaps', 'first', { data: { LEVEL: 'gone' } });
      told.add('pods', 'a', running);
    },
  ],
])('is none when %s', (_, last) => {
  const value = startValue((told) => {
    told.add('configmaps', 'first', { data: { OTHER: 'x' } });
    last(told);
  });
  expect(value).toBeUndefined();
});
