import { RollwrightError } from '../errors';
import { userCode } from './failure';

test('what a construct refuses while it is made is said with the line that makes it', () => {
  const problems = [
    { code: 'NAME_INVALID', message: 'no name', construct: 'shop/config' },
    { code: 'IMAGE_INVALID', message: 'no image', construct: 'shop/web', file: 'charts/shop.ts:7' },
    { code: 'PROGRAM_FAILED', message: 'not of a construct' },
  ];
  const run = () =>
    userCode({ program: 'shop', environment: 'prod', sourceFolder: __dirname }, () => {
      throw new RollwrightError(problems);
    });
  expect(run).toThrow(RollwrightError);
  try {
    run();
  } catch (error) {
    const files = (error as RollwrightError).problems.map(({ file }) => file);
    expect(files).toEqual([expect.stringMatching(/^failure\.test\.ts:\d+$/), 'charts/shop.ts:7', undefined]);
  }
});
