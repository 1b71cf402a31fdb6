import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { allPacks } from './all-packs.js';
import { describePackRules, describePacksTogether } from './pack-rules.contract.js';

for (const pack of allPacks) describePackRules(pack);
describePacksTogether(allPacks);

/** `table.column` for every column of the registry's schema. */
function registryColumns(): ReadonlySet<string> {
  const folder = new URL('../../../../services/ingestion/migrations/', import.meta.url);
  const schema = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  const columns = new Set<string>();
  for (const [, table, body] of schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)^\)/gm)) {
    for (const [, column] of (body ?? '').matchAll(/^ {2}([a-z_]+) /gm)) columns.add(`${table}.${column}`);
  }
  return columns;
}

/** The rows of the table of names in a pack's README, where it has one row a name, without their marks of code. */
function namesInReadme(pack: string): readonly (readonly string[])[] {
  const cells = (line: string) => line.split('|').slice(1, -1);
  return readFileSync(new URL(`../../${pack}/README.md`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => /^\| [A-Z]\d+ +\|/.test(line) && cells(line).length === 4)
    .map((line) => cells(line).map((cell) => cell.trim().replaceAll('`', '')));
}

describe('what seed names became', () => {
  it('stands in the README as it is, wherever that goes name by name (B1, B4, B5, E2, E3)', () => {
    const listed = allPacks.filter(({ id }) => namesInReadme(id).length > 0);
    expect(listed.map(({ id }) => id)).toEqual(['battery', 'energy']);
    for (const { id, seedNames } of listed) {
      const rows = seedNames.map(({ row, seed, became, change = '' }) => [row, seed, became, change]);
      expect(namesInReadme(id)).toEqual(rows);
    }
  });

  it('is a metric that there is, a column that there is, or no such pair (A2, A5, B1, E2, S2, V1, V2)', () => {
    const columns = registryColumns();
    const metrics = allPacks.flatMap(({ profiles }) =>
      profiles.flatMap(({ id, metrics }) => metrics.map(({ metric }) => `${id}.${metric}`)),
    );
    const isColumn = (pair: string) => {
      const column = pair.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return columns.has(column) || columns.has(`${column}_id`);
    };
    const pairs = allPacks.flatMap(({ seedNames }) => seedNames.map(({ became }) => became)).filter(isPair);
    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.filter((pair) => !metrics.includes(pair) && !isColumn(pair))).toEqual([]);
  });
});

function isPair(became: string): boolean {
  return /^[\w-]+\.[\w-]+$/.test(became);
}
