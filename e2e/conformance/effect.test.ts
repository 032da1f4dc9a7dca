import { Effect, marksOf } from './effect';
import { condition, Told } from './testing';

const web = { labels: { 'app.kubernetes.io/component': 'web' }, owner: 'ReplicaSet' };
const migrate = { labels: { 'app.kubernetes.io/component': 'migrate' } };
const ready = { ...web, status: condition('Ready') };

/** What the second function tells is the effect; the first tells what was there. */
function effectOf(before: (told: Told) => void, act: (told: Told) => void): Effect {
  const told = new Told();
  before(told);
  const marks = marksOf(told.logs);
  act(told);
  const effect = new Effect(told.logs, marks, ({ metadata }) => metadata.name === 'record', { ok: true, says: '' }, 1);
  told.add('pods', 'later', web); // is no part of it
  return effect;
}

const nothing = () => {};

it('names what is new, says something else, or is gone; the record of the dialect does not count', () => {
  const effect = effectOf(
    (told) => {
      told.add('configmaps', 'stays', { data: { A: '1' } });
      told.add('configmaps', 'changes', { data: { A: '1' } });
      told.add('services', 'goes');
      told.add('secrets', 'record');
    },
    (told) => {
      told.change('configmaps', 'stays', { data: { A: '1' } });
      told.change('configmaps', 'changes', { data: { A: '2' } });
      told.delete('services', 'goes');
      told.add('jobs', 'shop-migrate-0123456789', { status: {} });
      told.delete('secrets', 'record');
    },
  );
  expect([effect.created, effect.updated, effect.deleted]).toEqual([['Job/shop-migrate-HASH'], ['ConfigMap/changes'], ['Service/goes']]);
  expect(effect.touched).toEqual(['Job/shop-migrate-0123456789', 'ConfigMap/stays', 'ConfigMap/changes', 'Service/goes']);
});

it('counts the pods that went of those that were Ready, and not those that had only waited', () => {
  const effect = effectOf(
    (told) => {
      told.add('pods', 'a', ready);
      told.add('pods', 'b', ready);
      told.add('pods', 'waits', { ...web, status: {} });
    },
    (told) => {
      told.delete('pods', 'waits', web);
      told.change('pods', 'a', { ...ready, leaving: true });
      told.delete('pods', 'a', { ...ready, leaving: true });
    },
  );
  expect([[...effect.gone], effect.rolled, effect.alive('web').map(({ metadata }) => metadata.name)]).toEqual([[['web', 1]], ['web'], ['b']]);
  expect(effect.pods('web').fewestReady).toBe(1);
});

it.each([
  ['before', ['job', 'pod'], true],
  ['after', ['pod', 'job'], false],
])('tells whether a migration ended %s the first new pod', (_, order, is) => {
  const effect = effectOf(nothing, (told) => {
    told.add('jobs', 'one', migrate);
    for (const what of order) {
      if (what === 'job') told.change('jobs', 'one', { ...migrate, status: condition('Complete') });
      else told.add('pods', 'new', web);
    }
  });
  expect([effect.migrations, effect.migratedBeforePods]).toEqual([['done'], is]);
});

it('does not take a failed migration for one that let the pods go, nor one that had ended earlier for one that ran', () => {
  const ended = { ...migrate, status: condition('Complete') };
  const effect = effectOf(
    (told) => told.add('jobs', 'earlier', ended),
    (told) => {
      told.change('jobs', 'earlier', ended);
      told.add('jobs', 'two', { ...migrate, status: condition('Failed') });
    },
  );
  expect([effect.migrations, effect.migratedBeforePods]).toEqual([['failed'], false]);
});

it.each([
  ['Ready', ready, true],
  ['not Ready', { ...web, status: {} }, false],
])('a pod that is %s when the job is made', (_, pod, is) => {
  const effect = effectOf(nothing, (told) => {
    told.add('pods', 'a', pod);
    told.add('jobs', 'index', { labels: { 'app.kubernetes.io/component': 'index' } });
    told.change('pods', 'a', ready);
  });
  expect(effect.readyBefore('web', 'index')).toBe(is);
});
