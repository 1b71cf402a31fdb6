import { sleep, type Clock } from '@fieldline/platform';
import { benchPayload } from './bench-payload.js';
import { LatencyHistogram } from './latency-histogram.js';
import { LoadDevice } from './load-device.js';
import type { LoadJob, LoadReport } from './load-job.js';

/** How often devices that wait for their allowance look again. */
const REFILL_MS = 5;
const PROGRESS_MS = 1000;
const SILENCE_MS = 30_000;
/** Connections opened at a time, to stay below any limit on connecting. */
const CONNECT_AT_ONCE = 10;

/** Runs a whole job in this process; rejects when a connection is refused or lost. */
export async function runLoad(
  job: LoadJob,
  clock: Clock,
  onProgress: (acknowledged: number) => void,
): Promise<LoadReport> {
  const latencies = new LatencyHistogram();
  let startedAt = Infinity;
  const perDeviceMs = (job.rate ?? 0) / job.devices.length / 1000;
  const allowance = (): number =>
    job.rate === null ? Infinity : Math.max(0, Math.floor((clock.monotonic() - startedAt) * perDeviceMs));
  const devices: LoadDevice[] = [];
  const ended = new AbortController();
  try {
    for (let at = 0; at < job.devices.length; at += CONNECT_AT_ONCE) {
      const opening = job.devices
        .slice(at, at + CONNECT_AT_ONCE)
        .map((device) => LoadDevice.open({ ...device, ...job, clock, latencies, allowance }));
      devices.push(...(await Promise.all(opening)));
    }
    const cpuBefore = process.cpuUsage();
    startedAt = clock.monotonic();
    const acknowledged = (): number => devices.reduce((sum, { counts }) => sum + counts.acknowledged, 0);
    const running = Promise.all(devices.map((device) => device.run()));
    await Promise.race([
      running,
      drive({ job, clock, devices, signal: ended.signal, onProgress: () => onProgress(acknowledged()) }),
    ]);
    for (const device of devices) device.stop();
    await Promise.race([running, noticeSilence(acknowledged, clock, ended.signal)]);
    const seconds = (clock.monotonic() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    return {
      kind: 'report',
      sent: devices.reduce((sum, { counts }) => sum + counts.sent, 0),
      acknowledged: acknowledged(),
      outOfOrder: devices.reduce((sum, { counts }) => sum + counts.outOfOrder, 0),
      seconds,
      pubackP50Ms: latencies.quantile(0.5),
      pubackP99Ms: latencies.quantile(0.99),
      cpuSeconds: (user + system) / 1e6,
      devices: job.devices.map(({ clientId, firstAt }, at) => ({
        clientId,
        firstAt,
        firstSeq: benchPayload(firstAt).firstSeq,
        acknowledged: devices[at]?.counts.acknowledged ?? 0,
      })),
    };
  } finally {
    ended.abort();
    for (const device of devices) device.close();
  }
}

/** Rejects when nothing more is acknowledged for a long time. */
async function noticeSilence(acknowledged: () => number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let before = -1; acknowledged() !== before;) {
    before = acknowledged();
    await sleep(clock, SILENCE_MS, signal);
    if (signal.aborted) return;
  }
  throw new Error(`nothing was acknowledged for ${SILENCE_MS / 1000} s`);
}

interface Drive {
  readonly job: LoadJob;
  readonly clock: Clock;
  readonly devices: readonly LoadDevice[];
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
}

/** Lets time pass: allowances grow, progress is told. */
async function drive({ job, clock, devices, signal, onProgress }: Drive): Promise<void> {
  const startedAt = clock.monotonic();
  let toldAt = startedAt;
  while (!signal.aborted && clock.monotonic() - startedAt < job.seconds * 1000) {
    await sleep(clock, job.rate === null ? PROGRESS_MS / 4 : REFILL_MS, signal);
    if (job.rate !== null) for (const device of devices) device.fill();
    if (clock.monotonic() - toldAt >= PROGRESS_MS) {
      toldAt = clock.monotonic();
      onProgress();
    }
  }
}
