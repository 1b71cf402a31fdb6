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
    const replay = async ({ file }: Recording): Promise<void> => {
      running.add(file);
      await Promise.resolve();
      seen.push([...running].sort().join('+'));
      running.delete(file);
    };
    const end = await replayLanes(lanesOf([a1, b1, a2, c1]), 2, { replay, devicesOf: () => Promise.resolve([]) });
    expect(end).toEqual({ failed: [], notBegun: [] });
    expect(seen).toHaveLength(4);
    expect(seen[0]).toBe('a1+b1');
    for (const together of seen) expect(together).not.toContain('a1+a2');
  });

  it('go on after a recording that fails, but with those of the same device, which would come out of order', async () => {
    const devices: Readonly<Record<string, readonly string[]>> = { a1: ['x'], a2: ['y'], a3: ['x', 'z'], a4: ['z'] };
    const replayed: string[] = [];
    const lanes = lanesOf([a1, a2, recording('a3', 'A'), recording('a4', 'A'), b1]);
    const { failed, notBegun } = await replayLanes(lanes, 1, {
      replay: ({ file }) => {
        replayed.push(file);
        return file === 'a1' ? Promise.reject(new Error('line 7')) : Promise.resolve();
      },
      devicesOf: ({ file }) => Promise.resolve(devices[file] ?? []),
    });
    expect(replayed).toEqual(['a1', 'a2', 'b1']);
    expect(failed.map(({ recording: { file }, error }) => [file, error.message])).toEqual([['a1', 'line 7']]);
    expect(notBegun.map(({ recording: { file }, reason }) => [file, reason])).toEqual([
      ['a3', expect.stringContaining('a1 comes before it and was not sent to its end; both tell of x')],
      ['a4', expect.stringContaining('a3 comes before it and was not sent to its end; both tell of z')],
    ]);
  });
});
