import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { registerDevices } from '../harness/fixtures.js';
import { ServerProcess } from '../harness/server-process.js';
import { TestClient } from '../harness/test-client.js';
import { conventionFaults, metricsReference, type MetricRow } from './metrics-reference.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/metrics-reference.mjs', import.meta.url));
const PAGE = fileURLToPath(new URL('../../../../.github/docs/reference/metrics.md', import.meta.url));

/** The values of each label of our own metrics, as `GET /metrics` shows them. */
async function labelValues(server: ServerProcess): Promise<ReadonlySet<string>> {
  const { metrics } = await server.facts();
  const text = await (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text();
  const values = new Set<string>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('fieldline_')) continue;
    for (const [, label, value] of line.matchAll(/(\w+)="([^"]*)"/g)) values.add(`${label}=${value}`);
  }
  return values;
}

describe('the metrics of a running server', () => {
  let rows: readonly MetricRow[];

  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, '--json']);
    rows = JSON.parse(stdout) as MetricRow[];
  });

  it('keep the convention, every one of them', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(conventionFaults(rows)).toEqual([]);
  });

  it('are all explained by the reference page, which is fresh (else: npm run metrics)', async () => {
    expect(await readFile(PAGE, 'utf8')).toBe(metricsReference(rows));
  });
});

describe('the labels of metrics', () => {
  let folder: string;
  let server: ServerProcess;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
    await server.untilStoring();
  });

  afterAll(async () => {
    await server?.kill('group');
    await rm(folder, { recursive: true });
  });

  it('hold no more values when more devices come and send, good and bad', async () => {
    const visit = async (names: readonly string[]): Promise<void> => {
      for (const target of await registerDevices(server, names)) {
        const client = await TestClient.open(target);
        await client.publish({ voltage: 48 });
        await client.publish('no JSON');
        await client.close();
      }
    };
    await visit(['pack-1']);
    let before = await labelValues(server);
    while (!['topic=registry.device-connection.v1', 'reason=lost'].every((value) => before.has(value))) {
      before = await labelValues(server);
    }
    await visit(['pack-2', 'pack-3', 'pack-4']);
    expect([...(await labelValues(server))].filter((value) => !before.has(value))).toEqual([]);
  });
});
