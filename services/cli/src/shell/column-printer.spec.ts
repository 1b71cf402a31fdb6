import { describe, expect, it } from '@jest/globals';
import { printColumns, printFacts, type Column } from './column-printer.js';

interface Row {
  readonly name: string;
  readonly count: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'name', text: ({ name }) => name },
  { title: 'count', text: ({ count }) => String(count), align: 'right' },
];

describe('a table', () => {
  it('is as wide as its widest cells, numbers to the right, nothing behind the last', () => {
    const rows = [
      { name: 'a', count: 1_000_000 },
      { name: 'a longer one', count: 2 },
    ];
    expect(printColumns(COLUMNS, rows)).toBe(
      ['name            count', 'a             1000000', 'a longer one        2'].join('\n'),
    );
  });

  it('has its titles alone where there are no rows', () => {
    expect(printColumns(COLUMNS, [])).toBe('name  count');
  });

  it('lets no text steer the terminal', () => {
    const name = '\x1b[2Jgone\n\u202etxt.exe\u009b31m';
    const shown = '\\u001b[2Jgone\\u000a\\u202etxt.exe\\u009b31m';
    expect(printColumns(COLUMNS, [{ name, count: 1 }]).split('\n')[1]).toBe(`${shown}      1`);
    expect(printFacts({ name })).toBe(`name  ${shown}`);
  });
});
