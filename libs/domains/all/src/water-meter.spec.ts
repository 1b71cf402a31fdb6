import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { allPacks } from './all-packs.js';
import { describePackRules, describePacksTogether } from './pack-rules.contract.js';
import { waterMeterPack } from './water-meter.pack.contract.js';

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describePackRules(waterMeterPack);
describePacksTogether([...allPacks, waterMeterPack]);

describe('CONTRIBUTING, on adding a domain', () => {
  it('shows the very pack that is tested here', () => {
    const shown = /```ts\n\/\/ src\/water-meter\.pack\.ts\n([\s\S]*?)```/.exec(
      text('../../../../.github/CONTRIBUTING.md'),
    );
    expect(shown?.[1]).toBe(text('./water-meter.pack.contract.ts'));
  });
});
