import type { ConfigMode } from '../../../lib';
import type { Effect } from '../effect';
import { type Scenario, words } from '../scenario';

/** A row: config changed with each deploy, gone back over some of them with the dialect's own command, and forward again. */
function rollback(config: ConfigMode, name: string, back: number, promise: string): Scenario {
  return {
    name,
    promise,
    run: async (stage) => {
      const shop = await stage.prod(config);
      const levels = ['a', 'b', 'c', 'd', 'e'];
      for (const logLevel of levels.slice(0, back + 1)) await shop.deploy({ logLevel });
      const gives = config === 'keep' ? 'then' : stage.dialect.rollbackGives.config;
      const effect = await shop.rollback(back);
      expect([effect.rolled, levelsOf(effect)]).toEqual([['web', 'worker'], Array(6).fill(gives === 'then' ? 'a' : levels[back])]);
      expect([effect.pods('web').fewestReady, effect.pods('worker').fewestReady]).toEqual([4, 2]);
      const forward = await shop.deploy({ logLevel: levels[back + 1] ?? '' });
      expect(levelsOf(forward)).toEqual(Array(6).fill(levels[back + 1]));
      return words(effect, `they run with the config of ${gives}`);
    },
  };
}

function levelsOf(effect: Effect): readonly (string | undefined)[] {
  return [...effect.values('web', 'LOG_LEVEL'), ...effect.values('worker', 'LOG_LEVEL')];
}

export const rollbackOne = rollback(
  'checksum',
  'rollback, one revision',
  1,
  "after a change of config the pods of the former revision are back, and the next deploy goes forward again; which config they have is the output's matter",
);
export const rollbackThree = rollback('checksum', 'rollback, three revisions', 3, 'the same over three deploys, each of which changed the config');
export const keptOne = rollback(
  'keep',
  'rollback, one revision, mode keep',
  1,
  'the pods run with the config of their revision, whatever the output, with pruning on',
);
export const keptThree = rollback('keep', 'rollback, three revisions, mode keep', 3, 'the same over three deploys, each of which changed the config');

export const revert: Scenario = {
  name: 'revert',
  promise: 'the sources of a former deploy, deployed again: its image and its config, whatever the output',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    await shop.deploy({ image: { tag: 'v2' }, logLevel: 'b' });
    const effect = await shop.deploy({ image: { tag: 'v1' }, logLevel: 'a' });
    expect(levelsOf(effect)).toEqual(Array(6).fill('a'));
    expect(shop.images()).toEqual(Array(6).fill('registry.example.com/shop:v1'));
    expect([effect.pods('web').fewestReady, effect.pods('worker').fewestReady]).toEqual([4, 2]);
    return words(effect, 'they run with the config of then');
  },
};
