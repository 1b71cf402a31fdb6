import { describe, expect, it } from '@jest/globals';
import { parseSpeed } from './replay-pace.js';

describe('the speed of a replay', () => {
  it('is max, real, or a factor', () => {
    expect(['max', 'real', '60x', '0.5x'].map(parseSpeed)).toEqual([Infinity, 1, 60, 0.5]);
  });

  it('is nothing else, and the message says what would be right', () => {
    for (const text of ['', 'fast', '0x', '-2x', '60']) {
      expect(() => parseSpeed(text)).toThrow(`--speed is '${text}', expected max, real or a factor such as 60x`);
    }
  });
});
