import { describe, expect, it } from '@jest/globals';
import { consoleBlocks } from './console-blocks.js';
import { firstMismatch } from './loose-match.js';

const fenced = (...lines: readonly string[]) => ['```console', ...lines, '```'].join('\n');

describe('the commands of a document', () => {
  it('are taken with their output, continued lines and here-documents', () => {
    const text = fenced('$ one \\', '  --more', 'out', "$ cat <<'END'", '$ not a command', 'END', '$ two', 'a', 'b');
    expect(consoleBlocks(`# Title\n\n${text}\n`)).toEqual([
      {
        line: 3,
        commands: [
          { command: 'one \\\n  --more', output: ['out'], line: 4 },
          { command: "cat <<'END'\n$ not a command\nEND", output: [], line: 7 },
          { command: 'two', output: ['a', 'b'], line: 10 },
        ],
        notRun: undefined,
        exits: 0,
        isStopped: false,
      },
    ]);
  });

  it('have marks right before their block, and nowhere else', () => {
    const marked = ['<!-- not run: wants a broker of its own -->', '<!-- exits 1 -->', '<!-- server stopped -->', ''];
    const text = [...marked, fenced('$ one'), '', fenced('$ two')].join('\n');
    expect(consoleBlocks(text)).toMatchObject([
      { notRun: 'wants a broker of its own', exits: 1, isStopped: true },
      { notRun: undefined, exits: 0, isStopped: false },
    ]);
  });

  it('are refused where they hide in a block of another language, or none', () => {
    expect(() => consoleBlocks('```sh\nrm x\n```')).toThrow('line 1');
    expect(() => consoleBlocks('```\nrm x\n```')).toThrow('line 1');
    expect(consoleBlocks('```json\n{}\n```')).toEqual([]);
  });
});

describe('what is shown against what is printed', () => {
  it('may differ in numbers, times, ids, keys, blank lines and widths', () => {
    const shown = ['at 2026-11-21T10:00:00Z  48.2 V', '', 'key  fvu3cmd', '"id":"01ABC","x":1'];
    expect(firstMismatch(shown, ['at 2027-01-01T00:00:00Z 1 V', 'key 7abc', '"id":"01ZZZ","x":22', ''])).toBe(
      undefined,
    );
  });

  it('may not differ in a word, nor lack a line, nor have one more', () => {
    expect(firstMismatch(['7 stored'], ['7 refused'])).toBe('# stored');
    expect(firstMismatch(['a', 'b'], ['a'])).toBe('b');
    expect(firstMismatch(['a'], ['a', 'b'])).toContain("'b'");
  });

  it('may leave out lines, and parts of one, where it says so', () => {
    expect(firstMismatch(['a', '…', 'd'], ['a', 'b', 'c', 'd'])).toBe(undefined);
    expect(firstMismatch(['a', '…'], ['a', 'b'])).toBe(undefined);
    expect(firstMismatch(['{"a":…,"z":1}'], ['{"a":true,"b":[2],"z":3}'])).toBe(undefined);
    expect(firstMismatch(['a', '…', 'e'], ['a', 'b'])).toBe('e');
  });
});
