import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, createMetrics, Health, systemClock, systemRandom, ulid } from '@fieldline/platform';
import { readSettings } from '../settings/read-settings.js';
import { EmbeddedServer } from '../start/embedded-server.js';
import { metricRows, type MetricRow } from './metrics-reference.js';
import { openTraces } from './open-traces.js';

/** Nothing is ever sent there: nothing is sampled. */
const NO_COLLECTOR = 'http://127.0.0.1:9';
const FREE_PORTS = ['--port=0', '--ws-port=0', '--http-port=0', '--metrics-port=0'];

/** Every metric of a server that runs whole, with tracing, on a throw-away data folder. */
export async function runningMetrics(): Promise<readonly MetricRow[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-metrics-'));
  const read = readSettings([`--data=${path.join(folder, 'data')}`, ...FREE_PORTS], {});
  if (read.kind !== 'settings') throw new Error(`the settings are not understood: ${JSON.stringify(read)}`);
  const [clock, random] = [systemClock, systemRandom];
  const metrics = createMetrics();
  const parts = { clock, random, metrics, logger: createLogger('metrics', 'warn'), runId: ulid(clock, random) };
  const { tracing } = openTraces({ ...parts, version: '0.0.0', endpoint: NO_COLLECTOR, ratio: 0 });
  try {
    await untilStoring((tell, onFailed) =>
      EmbeddedServer.start({
        ...parts,
        ...{ tracing, settings: read.settings, health: new Health(), version: '0.0.0', startedAtMs: 0 },
        ...{ tell, onFailed },
      }),
    );
    return metricRows(metrics);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Start = (tell: (text: string) => void, onFailed: (error: Error) => void) => Promise<EmbeddedServer>;

async function untilStoring(start: Start): Promise<void> {
  let server: EmbeddedServer | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const tell = (text: string): void => {
        if (text.includes('first stored')) resolve();
      };
      start(tell, reject).then((started) => (server = started), reject);
    });
  } finally {
    await server?.stop();
  }
}
