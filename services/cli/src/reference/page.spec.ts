import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { commandLinePage } from './page.js';

const FILE = new URL('../../../../.github/docs/reference/command-line.md', import.meta.url);

describe('the reference of the command line', () => {
  it('is fresh (else: npm run docs)', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(commandLinePage());
  });

  it('has every command with its own options and an example, and the common options once', () => {
    const page = commandLinePage();
    expect(page).toMatch(
      /### `fieldline dead-letter replay <id>`\n\n.+\n\n(- `--.+\n)+\n```text\n\$ fieldline dead-letter/,
    );
    expect(page.match(/^- `--data <folder>`/gm)).toHaveLength(1);
  });
});
