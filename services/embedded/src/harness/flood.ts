import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sleep, systemClock } from '@fieldline/platform';
import { createPool } from '@fieldline/relational';
import { untilDrained } from './audit.js';
import { registerDevices } from './fixtures.js';
import { percentile, SteadyReadings } from './latency.js';
import type { LoadTarget } from './load-device.js';
import type { ServerProcess } from './server-process.js';
import { TestClient } from './test-client.js';

const SENDER = fileURLToPath(new URL('../../scripts/flood-sender.mjs', import.meta.url));
const BASELINE_MS = 15_000;
const DRAIN_MS = 600_000;

export interface FloodResult {
  readonly baselineP99Ms: number;
  readonly floodP99Ms: number;
  readonly floodSeconds: number;
  /** Of the device that sends rubbish: whole messages refused, as the ledger counts them. */
  readonly refused: number;
  /** Of the other: readings published, and stored as the ledger counts them. */
  readonly published: number;
  readonly stored: number;
  /** Dead letters kept with their bytes, and these bytes. */
  readonly keptLetters: number;
  readonly keptBytes: number;
}

/** One device sends `count` payloads that are no JSON while another's readings keep arriving. */
export async function flood(server: ServerProcess, count: number): Promise<FloodResult> {
  const [good, bad] = (await registerDevices(server, ['good-1', 'bad-1'])) as [LoadTarget, LoadTarget];
  const client = await TestClient.open(good);
  const readings = new SteadyReadings(client);
  const baseline = await during(readings, () => sleep(systemClock, BASELINE_MS));
  const from = systemClock.monotonic();
  const flooded = await during(readings, () => sendRubbish(bad, count));
  const floodSeconds = (systemClock.monotonic() - from) / 1_000;
  await client.close();
  await untilDrained(server, DRAIN_MS);
  return {
    baselineP99Ms: percentile(baseline, 0.99),
    floodP99Ms: percentile(flooded, 0.99),
    floodSeconds,
    refused: (await ledger(server, bad)).refused,
    published: readings.published,
    stored: (await ledger(server, good)).stored,
    ...(await keptLetters(server)),
  };
}

export function describeFlood(count: number, result: FloodResult): string {
  const { baselineP99Ms, floodP99Ms, floodSeconds, refused, published, stored, keptLetters: kept, keptBytes } = result;
  return [
    `${count} bad payloads in ${floodSeconds.toFixed(1)} s: ${refused} refused in the ledger, ${kept} kept with ${keptBytes} bytes`,
    `the other device: ${published} published, ${stored} stored; p99 to PUBACK ${floodP99Ms.toFixed(1)} ms, before ${baselineP99Ms.toFixed(1)} ms`,
  ].join('\n');
}

async function during(readings: SteadyReadings, work: () => Promise<void>): Promise<readonly number[]> {
  const ending = new AbortController();
  const latencies = readings.run(ending.signal);
  await work();
  ending.abort();
  return latencies;
}

async function sendRubbish(target: LoadTarget, count: number): Promise<void> {
  const child = spawn(process.execPath, [SENDER], { stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin.end(JSON.stringify({ target, count }));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the sender of bad payloads ended with ${code}`);
}

function ledger(server: ServerProcess, { externalId }: LoadTarget): Promise<{ refused: number; stored: number }> {
  return server.control('GET', `/api/v1/devices/${externalId}/ledger`);
}

async function keptLetters(server: ServerProcess): Promise<{ keptLetters: number; keptBytes: number }> {
  const pool = createPool((await server.facts()).postgres.url, { applicationName: 'flood', max: 1 });
  const { rows } = await pool.query<{ letters: string; bytes: string | null }>(
    'select count(payload) as letters, sum(octet_length(payload)) as bytes from registry.dead_letter',
  );
  await pool.end();
  return { keptLetters: Number(rows[0]?.letters), keptBytes: Number(rows[0]?.bytes ?? 0) };
}
