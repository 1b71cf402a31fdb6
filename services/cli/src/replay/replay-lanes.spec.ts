import { describe, expect, it } from '@jest/globals';
import type { Recording } from './recording-file.js';
import { lanesOf, replayLanes } from './replay-lanes.js';

const recording = (file: string, site: string): Recording => ({ file, mapping: { site: { name: site } } }) as Recording;
const [a1, b1, a2, c1] = [recording('a1', 'A'), recording('b1', 'B'), recording('a2', 'A'), recording('c1', 'C')];

describe('the lanes of a replay', () => {
  it('keep the recordings of a site in their order, beside those of other sites', () => {
    expect(lanesOf([a1, b1, a2, c1])).toEqual([[a1, a2], [b1], [c1]]);
  });

  it('run beside each other, as many as may, and one recording of a lane after the other', async () => {
    const running = new Set<string>();
    const seen: string[] = [];
    const failed = await replayLanes(lanesOf([a1, b1, a2, c1]), 2, async ({ file }) => {
      running.add(file);
      await Promise.resolve();
      seen.push([...running].sort().join('+'));
      running.delete(file);
    });
    expect(failed).toEqual([]);
    expect(seen).toHaveLength(4);
    expect(seen[0]).toBe('a1+b1');
    for (const together of seen) expect(together).not.toContain('a1+a2');
  });

  it('end with a recording that fails, and the other lanes do not', async () => {
    const replayed: string[] = [];
    const failed = await replayLanes(lanesOf([a1, b1, a2, c1]), 1, ({ file }) => {
      replayed.push(file);
      return file === 'a1' ? Promise.reject(new Error('line 7')) : Promise.resolve();
    });
    expect(replayed).toEqual(['a1', 'b1', 'c1']);
    expect(failed.map(({ recording: { file }, error }) => [file, error.message])).toEqual([['a1', 'line 7']]);
  });
});
