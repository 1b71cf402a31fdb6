import path from 'node:path';
import { sleep, systemClock, systemRandom } from '@fieldline/platform';
import { audit, untilDrained, type Verdict } from './audit.js';
import { emptyFile, freePorts, registerDevices } from './fixtures.js';
import { LoadProcess, type LoadResult } from './load-process.js';
import { ServerProcess } from './server-process.js';

export interface CrashPlan {
  /** An empty folder; stays behind for whoever wants to look. */
  readonly folder: string;
  readonly rounds: number;
  /** `process`: kills the server alone. `group`: server and PostgreSQL with all their processes, at once. */
  readonly mode: 'process' | 'group';
  readonly devices?: number;
  readonly ratePerSecond?: number;
  readonly tell?: (line: string) => void;
}

export interface CrashResult extends LoadResult {
  readonly audit: Verdict;
}

const LONGEST_UNDER_LOAD_MS = 1_500;
const LONGEST_RECOVERY_MS = 800;
const DRAIN_MS = 120_000;
/** Each so many rounds the restarted server is killed once more before it may be up. */
const RECOVERY_KILL_EVERY = 3;

/** Kills a server again and again at random moments under load, then has the auditor look for what is missing or twice. */
export async function crashRounds(plan: CrashPlan): Promise<CrashResult> {
  const { folder, rounds, mode, tell = () => undefined } = plan;
  const dataFolder = path.join(folder, 'data');
  const [mqtt, ws, http, metrics] = await freePorts(4);
  const flags = [`--port=${mqtt}`, `--ws-port=${ws}`, `--http-port=${http}`, `--metrics-port=${metrics}`];
  const ackedFile = await emptyFile(path.join(folder, 'acked.jsonl'));
  let server = await ServerProcess.start({ dataFolder, flags });
  let load: LoadProcess | undefined;
  try {
    await server.untilStoring();
    const names = Array.from({ length: plan.devices ?? 8 }, (_, index) => `pack-${index + 1}`);
    const options = { ratePerSecond: plan.ratePerSecond ?? 250, inFlight: 100, ackedFile };
    load = new LoadProcess(await registerDevices(server, names), options);
    for (let round = 1; round <= rounds; round += 1) {
      const waitedMs = await killUnderLoad(server, load, mode);
      server = ServerProcess.spawn({ dataFolder, flags });
      if (round % RECOVERY_KILL_EVERY === 0) server = await killWhileRecovering(server, { dataFolder, flags }, mode);
      const from = systemClock.monotonic();
      await server.untilUp();
      const backMs = Math.round(systemClock.monotonic() - from);
      tell(`round ${round}/${rounds}: killed (${mode}) ${waitedMs} ms into the load, up again in ${backMs} ms`);
    }
    const sums = await load.settle();
    await untilDrained(server, DRAIN_MS);
    return { ...sums, audit: await audit(dataFolder, ackedFile) };
  } finally {
    await load?.abandon();
    await server.stop();
  }
}

async function killUnderLoad(server: ServerProcess, load: LoadProcess, mode: CrashPlan['mode']): Promise<number> {
  await load.nextAcknowledged();
  const waitMs = Math.round(systemRandom.fraction() * LONGEST_UNDER_LOAD_MS);
  await sleep(systemClock, waitMs);
  await server.kill(mode);
  return waitMs;
}

async function killWhileRecovering(
  server: ServerProcess,
  options: { readonly dataFolder: string; readonly flags: readonly string[] },
  mode: CrashPlan['mode'],
): Promise<ServerProcess> {
  await sleep(systemClock, systemRandom.fraction() * LONGEST_RECOVERY_MS);
  await server.kill(mode);
  return ServerProcess.spawn(options);
}
