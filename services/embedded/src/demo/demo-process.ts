import { allPacks } from '@fieldline/domains';
import { asError, systemClock } from '@fieldline/platform';
import { chooseDevices, mqttLines, Simulation, type DeviceLogin } from '@fieldline/simulator';
import type { DemoJob, DemoMessage } from './demo-job.js';

/** Lost devices come back after this. */
const RECONNECT_MS = 1_000;

/** Entry of the process in which the sample fleets live; it ends with its parent. */
process.once('message', (job: DemoJob) => {
  const ending = new AbortController();
  process.once('disconnect', () => ending.abort());
  live(job, ending.signal)
    .catch((thrown: unknown) => tell({ kind: 'failed', message: asError(thrown).message }))
    .finally(() => process.exit());
});
// Ctrl-C on a terminal reaches the whole group; the parent says when it is over.
process.on('SIGINT', () => undefined);

function tell(message: DemoMessage): void {
  if (process.connected) process.send?.(message);
}

async function live({ mqttUrl, seed, logins, historyMs }: DemoJob, signal: AbortSignal): Promise<void> {
  const byName = new Map(logins.map((login) => [login.externalId, login]));
  const devices = chooseDevices(allPacks, seed).map((chosen) => ({
    ...chosen,
    login: byName.get(chosen.device.externalId) as DeviceLogin,
  }));
  const openLine = mqttLines(mqttUrl, RECONNECT_MS);
  const parts = { devices, openLine, clock: systemClock, seed, historyMs, faults: new Set<string>() };
  const simulation = await Simulation.connect(parts, signal);
  if (historyMs > 0) await sendHistory(simulation, signal);
  await simulation.live(Infinity, signal, () => undefined);
  await simulation.close();
}

async function sendHistory(simulation: Simulation, signal: AbortSignal): Promise<void> {
  const startedAt = systemClock.monotonic();
  let readings = 0;
  await simulation.sendHistory(signal, (sent) => (readings += sent));
  tell({ kind: 'history', readings, seconds: (systemClock.monotonic() - startedAt) / 1_000 });
}
