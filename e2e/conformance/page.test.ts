import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIALECTS } from './dialects';
import { REAL_NODE_SCENARIOS, SCENARIOS } from './scenarios';
import { RECORD, Table } from './table';

const rows = [...SCENARIOS, ...REAL_NODE_SCENARIOS];
const lines = readFileSync(join(__dirname, '../../docs/conformance.md'), 'utf8').split('\n');

it('docs/conformance.md is of this table: its scenarios, its outputs, none failed (npx tsx e2e/conformance/record.ts writes it)', () => {
  const from = lines.indexOf('## Results') + 1;
  const table = lines.slice(from, lines.indexOf('', from)).map((line) => line.slice(2, -2).split(' | '));
  expect(table[0]).toEqual(['scenario', ...DIALECTS.map(({ name }) => name)]);
  expect(table.slice(2).map(([name]) => name)).toEqual(rows.map(({ name }) => name));
  expect(table.slice(2).flatMap(([, ...cells]) => cells.filter((cell) => !/^(ok|skipped): /.test(cell)))).toEqual([]);
});

it('every name is of one scenario, and what an output cannot do is one, with a reason and an issue', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  for (const { lacks } of DIALECTS) {
    for (const [name, { why, issue }] of Object.entries(lacks)) {
      expect(rows.map((row) => row.name)).toContain(name);
      expect([why, issue]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/^https:\/\/\S+\/\d+$/)]);
    }
  }
});

describe('a table', () => {
  const printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  afterEach(() => {
    delete process.env[RECORD];
    printed.mockClear();
  });
  afterAll(() => printed.mockRestore());

  const skipped = { why: 'it has none', issue: 'https://example.com/1' };

  it('says what was measured, what was skipped and why, what failed and what did not run', () => {
    const table = new Table(['a', 'b']);
    table.set('one', 'a', { measured: '4 pods' });
    table.set('one', 'b', { skipped });
    table.set('two', 'a', { failed: true });
    table.report([], []);
    expect(printed.mock.calls.join('').trim().split('\n').slice(2)).toEqual([
      '| one | ok: 4 pods | skipped: it has none (https://example.com/1) |',
      '| two | FAILED | not run |',
    ]);
  });

  it.each([[{ failed: true } as const], [undefined]])('is not recorded with a cell that is %j', (cell) => {
    process.env[RECORD] = '/nowhere/conformance.md';
    const table = new Table(['a']);
    if (cell !== undefined) table.set('one', 'a', cell);
    expect(() => table.report([{ name: 'one', promise: '' }], [])).toThrow('not recorded, since these failed or did not run: one');
  });
});
