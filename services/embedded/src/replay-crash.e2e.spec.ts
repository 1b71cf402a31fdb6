import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sleep, systemClock } from '@fieldline/platform';
import { createPool, type Pool } from '@fieldline/relational';
import { audit, untilDrained } from './harness/audit.js';
import { emptyFile, registerDevices } from './harness/fixtures.js';
import { ServerProcess } from './harness/server-process.js';
import type { LoadTarget } from './harness/load-device.js';
import { TestClient } from './harness/test-client.js';

const LETTERS = 1_000;
const REPLAY = '01J00000000000000000000RE1';
const POLL_MS = 5;

interface Job {
  readonly state: string;
  readonly accepted: string;
  readonly refused_again: string;
}

async function withPool<T>(server: ServerProcess, work: (pool: Pool) => Promise<T>): Promise<T> {
  const { postgres } = await server.facts();
  const pool = createPool(postgres.url, { applicationName: 'spec' });
  try {
    return await work(pool);
  } finally {
    await pool.end().catch(() => undefined);
  }
}

async function jobOf(pool: Pool): Promise<Job> {
  const { rows } = await pool.query<Job>(
    'select state, accepted, refused_again from registry.dead_letter_replay where id = $1',
    [REPLAY],
  );
  return rows[0] as Job;
}

/** Resolves with the job once it is as far as asked. */
function until(server: ServerProcess, isThere: (job: Job) => boolean): Promise<Job> {
  return withPool(server, async (pool) => {
    for (;;) {
      const job = await jobOf(pool);
      if (isThere(job)) return job;
      await sleep(systemClock, POLL_MS);
    }
  });
}

describe('a replay of dead letters whose server is killed again and again', () => {
  it('ends, has every letter stored once, and the auditor finds nothing missing or twice (X1, X2)', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    const dataFolder = path.join(folder, 'data');
    const acked = await emptyFile(path.join(folder, 'acked.jsonl'));
    let server = await ServerProcess.start({ dataFolder });
    try {
      await server.untilStoring();
      const [target] = await registerDevices(server, ['pack-1']);
      const client = await TestClient.open(target as LoadTarget);
      const now = systemClock.now();
      const payloads = Array.from({ length: LETTERS }, (_, n) => {
        // every other one tells no time
        return { ...(n % 2 === 0 ? {} : { ts: now - n * 1_000 }), u: 48 + n / LETTERS };
      });
      await Promise.all(payloads.map((payload) => client.publish(payload)));
      await client.close();
      await untilDrained(server, 60_000);
      await withPool(server, (pool) =>
        pool.query(
          `insert into registry.dead_letter_replay (tenant_id, id, filter, mapping, started_by, started_at, total)
           values ('default', $1, '{}', '{"rename":{"u":"voltage"}}', 'Operator', now(), $2)`,
          [REPLAY, LETTERS],
        ),
      );
      let before = -1;
      for (let kill = 0; kill < 3; kill += 1) {
        await server.kill('process');
        server = await ServerProcess.start({ dataFolder });
        await server.untilStoring();
        const job = await until(server, ({ accepted, state }) => Number(accepted) > before || state !== 'running');
        before = Number(job.accepted);
      }
      expect(before).toBeLessThan(LETTERS);
      expect(await until(server, ({ state }) => state !== 'running')).toEqual({
        state: 'done',
        accepted: String(LETTERS),
        refused_again: '0',
      });
      await untilDrained(server, 60_000);
      const ledger = await server.control<Readonly<Record<string, number>>>('GET', '/api/v1/devices/pack-1/ledger');
      expect(ledger).toMatchObject({ stored: LETTERS, refused: LETTERS, superseded: 0 });
      await withPool(server, async (pool) => {
        const { rows } = await pool.query<{ readings: string; values: string }>(
          `select count(*) as readings, count(distinct "values" ->> 'voltage') as values from readings.reading`,
        );
        expect(rows).toEqual([{ readings: String(LETTERS), values: String(LETTERS) }]);
      });
      expect(await audit(dataFolder, acked)).toMatchObject({ code: 0 });
    } finally {
      await server.stop();
      await rm(folder, { recursive: true });
    }
  }, 240_000);
});
