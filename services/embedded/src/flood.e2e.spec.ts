import { describe, expect, it } from '@jest/globals';
import { DEAD_LETTER_LIMITS } from '@fieldline/ingestion';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeFlood, flood } from './harness/flood.js';
import { ServerProcess } from './harness/server-process.js';

/** `scripts/flood.mjs` sends a million; this many pass the quota well. */
const COUNT = 15_000;

describe('a flood of bad payloads', () => {
  it('is accounted for one by one, kept within the quota, and costs the others no reading', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    const server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
    try {
      await server.untilStoring();
      const result = await flood(server, COUNT);
      process.stdout.write(`${describeFlood(COUNT, result)}\n`);
      expect(result.refused).toBe(COUNT);
      expect(result.stored).toBe(result.published);
      expect(result.keptLetters).toBeGreaterThan(0);
      expect(result.keptBytes).toBeLessThanOrEqual(DEAD_LETTER_LIMITS.deviceBytes);
    } finally {
      await server.stop();
      await rm(folder, { recursive: true });
    }
  }, 240_000);
});
