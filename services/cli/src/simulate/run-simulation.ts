import { mqttLines, Simulation, type ChosenDevice } from '@fieldline/simulator';
import type { LocalServer, ServerStatus } from '../control/local-server.js';
import { mqttAddress } from '../control/mqtt-address.js';
import type { CliContext } from '../shell/cli-context.js';
import { formatNumber } from '../shell/column-printer.js';
import { formatSeconds, Progress } from '../shell/progress.js';
import { AccountMoments } from './account-moments.js';
import { accountFaults, type FaultAccount } from './fault-account.js';
import { measureProcess, type ProcessShare } from './process-share.js';
import { registerDevices } from './register-devices.js';

export interface SimulationJob {
  readonly devices: readonly ChosenDevice[];
  readonly seed: number;
  readonly flags: ReadonlySet<string>;
  readonly intervalMs: number | undefined;
  readonly durationMs: number;
  readonly historyMs: number;
  readonly api: LocalServer;
  readonly status: ServerStatus;
  readonly context: CliContext;
}

export interface HistoryResult {
  readonly readings: number;
  readonly seconds: number;
}

export interface SimulationResult extends ProcessShare {
  readonly simulation: Simulation;
  /** Of the live part. */
  readonly seconds: number;
  readonly history: HistoryResult | undefined;
  readonly account: FaultAccount | undefined;
  readonly settled: boolean;
}

/** Beyond the run's end a secret lasts so long; without an end, a month. */
const SECRET_MARGIN_SECONDS = 86_400;
const ENDLESS_SECRET_SECONDS = 30 * 86_400;
/** Lost devices come back after this, and later where there are more of them: a thousand a second is what the link lets in. */
const RECONNECT_MS = 1_000;

/** Registers the devices, lets them send, and accounts for their faults. The signal ends it in order. */
export async function runSimulation(job: SimulationJob): Promise<SimulationResult> {
  const progress = new Progress(job.context);
  const simulation = await connect(job, progress);
  try {
    return await run(job, simulation, progress);
  } finally {
    progress.clear();
    await simulation.close();
  }
}

async function connect(job: SimulationJob, progress: Progress): Promise<Simulation> {
  const { devices, context, api, seed, flags, historyMs, durationMs, intervalMs } = job;
  const { clock, signal } = context;
  const secretSeconds =
    durationMs === Infinity ? ENDLESS_SECRET_SECONDS : Math.ceil(durationMs / 1000) + SECRET_MARGIN_SECONDS;
  const onRegistered = (done: number): void =>
    progress.update(() => `${formatNumber(done)} of ${formatNumber(devices.length)} devices registered`);
  const logins = await registerDevices(devices, { api, secretSeconds, signal, onRegistered });
  const openLine = mqttLines(mqttAddress(job.status), Math.max(RECONNECT_MS, devices.length));
  const asked = {
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(historyMs === 0 ? {} : { historyFrom: clock.now() - historyMs }),
  };
  return Simulation.connect({ devices: logins, openLine, clock, seed, faults: flags, ...asked }, signal);
}

async function run(job: SimulationJob, simulation: Simulation, progress: Progress): Promise<SimulationResult> {
  const { context, api, flags, durationMs } = job;
  const { clock, signal } = context;
  const share = measureProcess(clock);
  const moments = flags.size === 0 ? undefined : new AccountMoments(simulation, api, clock);
  const atStart = await moments?.start();
  const history = await tellHistory(job, simulation, progress);
  const before = atStart && (await moments?.begin(atStart, signal));
  const startedAt = clock.monotonic();
  const passed = (): number => (clock.monotonic() - startedAt) / 1000;
  await simulation.live(durationMs, signal, () => progress.update(() => liveLine(simulation, passed())));
  const used = { seconds: passed(), ...share() };
  const settled = await simulation.settle();
  const after = before && settled ? await moments?.since(before.ledgers) : undefined;
  const account = before && after && accountFaults(simulation, { flags, before, after });
  return { simulation, ...used, history, account, settled };
}

async function tellHistory(
  { historyMs, context }: SimulationJob,
  simulation: Simulation,
  progress: Progress,
): Promise<HistoryResult | undefined> {
  if (historyMs === 0) return undefined;
  const { clock, signal } = context;
  const startedAt = clock.monotonic();
  const from = clock.now() - historyMs;
  let readings = 0;
  await simulation.sendHistory(signal, (sent, at) => {
    readings += sent;
    const share = (at - from) / historyMs;
    const seconds = (clock.monotonic() - startedAt) / 1000;
    progress.update(
      () =>
        `history  ${Math.round(share * 100)} %  ${formatNumber(readings)} readings  ${formatNumber(Math.round(readings / seconds))}/s  ${formatSeconds(seconds / share - seconds)} left`,
    );
  });
  return { readings, seconds: (clock.monotonic() - startedAt) / 1000 };
}

function liveLine({ senders }: Simulation, seconds: number): string {
  const connected = senders.filter(({ parts }) => parts.line.connected).length;
  const sent = senders.reduce((sum, sender) => sum + sender.sent, 0);
  const inFlight = senders.reduce((sum, { parts }) => sum + parts.line.inFlight, 0);
  return `${formatSeconds(seconds)}  ${formatNumber(connected)} of ${formatNumber(senders.length)} connected  ${formatNumber(sent)} sent  ${formatNumber(inFlight)} in flight`;
}
