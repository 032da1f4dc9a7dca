import { invoke, onShop } from './testing/invoke';

it.each([
  ['no command', [], 64, 'Usage: rollwright'],
  ['an unknown command', ['sinth'], 64, 'sinth'],
  ['an unknown option', ['synth', '--foo'], 64, "unknown option '--foo'"],
  ['an option without its value', ['synth', '--env'], 64, 'argument missing'],
  ['an argument too many', ['synth', 'prod'], 64, 'too many arguments'],
  ['a format that is none', ['explain', 'a', '--format', 'xml'], 64, 'Allowed choices are text, json'],
])('refuses %s as usage', async (_, args, code, text) => {
  const ended = await invoke(args);
  expect(ended).toMatchObject({ code, out: '' });
  expect(ended.err).toContain(text);
});

it.each([
  ['sinth', "error USAGE_INVALID: unknown command 'sinth'; did you mean synth?\n  fix: `rollwright --help` lists the commands\n"],
  ['synth --enw', "error USAGE_INVALID: unknown option '--enw'; did you mean --env?\n  fix: `rollwright synth --help` lists what it takes\n"],
])('says of `%s` what is wrong and what to do', async (line, text) => {
  expect((await invoke(line.split(' '))).err).toMatch(text);
});

it.each([
  ['--help', ['--help'], 'Commands:'],
  ['the help of a command', ['synth', '--help'], '--set-file'],
  ['help COMMAND', ['help', 'explain'], '<path>'],
  ['--version', ['--version'], `${(require('../../package.json') as { version: string }).version}\n`],
])('prints %s', async (_, args, text) => {
  const ended = await invoke(args);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toContain(text);
});

it('calls a bug a bug: exit code 70, and a stack only when asked', async () => {
  const project = { [Symbol.for('rollwright.project')]: true }; // a declaration that no code of ours can have made
  const load = (): unknown => project;
  const ended = await invoke(['synth'], { load });
  expect(ended).toMatchObject({ code: 70, out: '' });
  expect(ended.err).toContain('rollwright has a bug');
  expect(ended.err).not.toMatch(/^\s+at /m);
  expect((await invoke(['synth'], { load, env: { ROLLWRIGHT_DEBUG: '1' } })).err).toMatch(/^\s+at /m);
});

it('shows the stack of an error of the input only when asked', async () => {
  const args = ['synth', '--env', 'nowhere'];
  expect((await onShop(args)).err).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect((await onShop(args, { env: { ROLLWRIGHT_DEBUG: '1' } })).err).toMatch(/^\s+at .*:\d+:\d+/m);
});
