import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crashRounds } from './harness/crash-rounds.js';

const ROUNDS = 3;

describe('a server killed at random moments under load', () => {
  it.each(['process', 'group'] as const)(
    `has every acknowledged reading once after ${ROUNDS} kills of its %s`,
    async (mode) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
      const { published, acknowledged, audit } = await crashRounds({ folder, rounds: ROUNDS, mode });
      expect(audit).toMatchObject({ code: 0 });
      expect(acknowledged).toBe(published);
      expect(published).toBeGreaterThan(0);
      await rm(folder, { recursive: true });
    },
    240_000,
  );
});
