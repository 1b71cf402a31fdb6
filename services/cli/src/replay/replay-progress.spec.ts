import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@fieldline/platform';
import type { RecordedRow, Recording } from './recording-file.js';
import { ReplayProgress } from './replay-progress.js';

const recording = (file: string, sizeBytes: number) => ({ file: `/r/${file}`, sizeBytes }) as Recording;
const upTo = (bytesRead: number) => ({ bytesRead }) as RecordedRow;

function open(recordings: readonly Recording[], paced = false) {
  const time = { ms: 0 };
  return { time, progress: new ReplayProgress(recordings, { monotonic: () => time.ms } as Clock, paced) };
}

describe('the progress of a replay', () => {
  const [a, b] = [recording('a.csv', 1_000), recording('b.csv', 3_000)];

  it('tells rate and time left over all recordings, and how far each is', () => {
    const { time, progress } = open([a, b]);
    expect(progress.line()).toBe('0 of 2 done  0 %  0 rows  ?/s  ? left');
    progress.row(a, upTo(500), true);
    time.ms = 10_000;
    progress.row(b, upTo(1_500), true);
    expect(progress.line()).toBe('0 of 2 done  50 %  2 rows  0/s  0:10 left  a.csv 50 %  b.csv 50 %');
    progress.finished(a, false);
    expect(progress.line()).toBe('1 of 2 done  62 %  2 rows  0/s  0:06 left  b.csv 50 %');
  });

  it('does not take for speed what an earlier start had sent', () => {
    const { time, progress } = open([a, b]);
    progress.finished(a, true);
    progress.row(b, upTo(2_000), false);
    progress.row(b, upTo(2_100), true);
    time.ms = 1_000;
    expect(progress.line()).toBe('1 of 2 done  77 %  1 rows  1/s  0:09 left  b.csv 70 %');
  });

  it('ends with the recording that takes longest, where each keeps its own time', () => {
    const { time, progress } = open([a, b], true);
    progress.row(a, upTo(500), true);
    progress.row(b, upTo(30), true);
    time.ms = 1_000;
    expect(progress.line()).toContain('1:39 left');
    progress.finished(b, false);
    expect(progress.line()).toContain('0:01 left');
  });

  it('says what it waits for', () => {
    const { progress } = open([a]);
    progress.row(a, upTo(500), true);
    progress.waiting('no server answers');
    expect(progress.line()).toContain('waiting: no server answers');
    progress.waiting(undefined);
    expect(progress.line()).not.toContain('waiting');
  });
});
