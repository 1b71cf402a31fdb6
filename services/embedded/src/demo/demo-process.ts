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

async function live({ mqttUrl, seed, logins, history }: DemoJob, signal: AbortSignal): Promise<void> {
  const byName = new Map(logins.map((login) => [login.externalId, login]));
  const devices = chooseDevices(allPacks, seed).map((chosen) => ({
    ...chosen,
    login: byName.get(chosen.device.externalId) as DeviceLogin,
  }));
  const openLine = mqttLines(mqttUrl, RECONNECT_MS);
  const own = history === undefined ? {} : { historyFrom: history.from, boot: history.boot };
  const parts = { devices, openLine, clock: systemClock, seed, faults: new Set<string>(), ...own };
  const simulation = await Simulation.connect(parts, signal);
  if (history !== undefined) await sendHistory(simulation, history.from, signal);
  await simulation.live(Infinity, signal, () => undefined);
  await simulation.close();
}

async function sendHistory(simulation: Simulation, from: number, signal: AbortSignal): Promise<void> {
  const startedAt = systemClock.monotonic();
  const hours = (systemClock.now() - from) / 3_600_000;
  let readings = 0;
  if (!(await simulation.sendHistory(signal, (sent) => (readings += sent)))) return;
  tell({ kind: 'history', readings, hours, seconds: (systemClock.monotonic() - startedAt) / 1_000 });
}
