import { OperatorError, sleep } from '@fieldline/platform';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LocalServer, type ServerStatus } from '../control/local-server.js';
import type { AuditReport } from '../audit/audit.js';
import { auditInChild } from './audit-child.js';
import { benchDevices, registerDevices } from './bench-devices.js';
import type { BenchPlan } from './bench-plan.js';
import { processUse } from './bench-server.js';
import { loadInChild } from './load-child.js';
import type { LoadJobDevice, LoadReport } from './load/load-job.js';
import { databaseSettings, machineOf, type DatabaseSettings, type Machine } from './machine.js';
import { MemoryWatch, type MemoryUse } from './memory-watch.js';
import { StoredProbe } from './stored-probe.js';
import { measureEmptyBroker, type Yardstick } from './yardstick.js';

/** The bench's figures; the keys are fixed, dashboards and the README read them. */
export interface BenchResult {
  readonly acknowledged: number;
  readonly stored: number;
  readonly lost: number;
  readonly messagesPerSecond: number;
  /** Of the server's process; PostgreSQL and the load generator not counted. */
  readonly messagesPerCpuSecond: number;
  readonly pubackP50Ms: number;
  readonly pubackP99Ms: number;
  /** From publish to visible in the database, of one device among the load. */
  readonly storedP50Ms: number;
  readonly storedP99Ms: number;
  /** The most. */
  readonly rssMb: number;
  readonly memory: MemoryUse;
  /** When the last PUBACK came. */
  readonly lagRecords: number;
  /** From the last PUBACK until the database had everything. */
  readonly lagSeconds: number;
  readonly seconds: number;
  readonly devices: number;
  readonly outOfOrder: number;
  readonly generatorCpuSeconds: number;
  readonly audit: AuditReport;
  readonly emptyBroker: Yardstick;
  readonly postgres: DatabaseSettings;
  readonly machine: Machine;
}

const WRITER_TIMEOUT_MS = 300_000;
const POLL_MS = 20;

/** Loads the server of a data folder, waits for its writer, audits it, and measures the yardstick beside it. */
export async function benchIngest(
  plan: BenchPlan,
  dataFolder: string,
  tell: (stage: string) => void,
): Promise<BenchResult> {
  const api = new LocalServer(dataFolder);
  const { clock } = plan.context;
  tell('registering devices');
  const status = await api.status();
  const [probeDevice, ...devices] = await registerDevices(api, withProbe(plan, clock.now()));
  const probe = await startProbe({ api, plan, status, device: probeDevice as LoadJobDevice });
  const memory = new MemoryWatch(status.pid, clock);
  const before = await processUse(status.pid);
  const load = await loadInChild(jobOf(plan, status, devices), plan.context.signal, (acknowledged) =>
    tell(`${acknowledged} acknowledged`),
  );
  const endedAt = clock.monotonic();
  const lagRecords = (await api.status()).writer.lag ?? 0;
  tell('waiting for the writer');
  await untilWritten(api, plan);
  const lagSeconds = (clock.monotonic() - endedAt) / 1000;
  await probe.stop();
  const after = await processUse(status.pid);
  const memoryUse = await memory.stop();
  tell('auditing');
  const report = await auditLoad(load, dataFolder);
  const postgres = await databaseSettings(status.postgres.url);
  tell('measuring the empty broker');
  const emptyBroker = await measureEmptyBroker(plan);
  return {
    acknowledged: load.acknowledged,
    stored: report.acknowledged?.stored ?? 0,
    lost: report.lost,
    messagesPerSecond: load.acknowledged / load.seconds,
    messagesPerCpuSecond: load.acknowledged / (after.cpuSeconds - before.cpuSeconds),
    pubackP50Ms: load.pubackP50Ms,
    pubackP99Ms: load.pubackP99Ms,
    storedP50Ms: probe.latencies.quantile(0.5),
    storedP99Ms: probe.latencies.quantile(0.99),
    rssMb: memoryUse.maxMb,
    memory: memoryUse,
    lagRecords,
    lagSeconds,
    seconds: load.seconds,
    devices: plan.devices,
    outOfOrder: load.outOfOrder,
    generatorCpuSeconds: load.cpuSeconds,
    audit: report,
    emptyBroker,
    postgres,
    machine: machineOf(clock),
  };
}

function withProbe({ devices }: BenchPlan, firstAt: number): Parameters<typeof registerDevices>[1] {
  const [first, ...rest] = benchDevices(devices + 1, firstAt);
  return first === undefined ? [] : [first, ...rest];
}

function jobOf(
  plan: BenchPlan,
  status: ServerStatus,
  devices: readonly LoadJobDevice[],
): Parameters<typeof loadInChild>[0] {
  const address = status.addresses.find(({ transport }) => transport === 'mqtt');
  if (address === undefined) throw new OperatorError('the server has no plain MQTT address; the bench speaks no TLS');
  const { seconds, rate, window } = plan;
  return { host: address.host, port: address.port, devices, seconds, rate, window };
}

interface ProbeInput {
  readonly api: LocalServer;
  readonly plan: BenchPlan;
  readonly status: ServerStatus;
  readonly device: LoadJobDevice;
}

async function startProbe({ api, plan, status, device }: ProbeInput): Promise<StoredProbe> {
  const deviceId = (await api.devices()).find(({ externalId }) => externalId === device.clientId)?.id ?? '';
  const address = status.addresses.find(({ transport }) => transport === 'mqtt');
  return StoredProbe.start({
    mqttUrl: `mqtt://${address?.host}:${address?.port}`,
    databaseUrl: status.postgres.url,
    device,
    deviceId,
    clock: plan.context.clock,
  });
}

async function untilWritten(api: LocalServer, { context: { clock } }: BenchPlan): Promise<void> {
  const deadline = clock.monotonic() + WRITER_TIMEOUT_MS;
  while ((await api.status()).writer.lag !== 0) {
    if (clock.monotonic() > deadline)
      throw new OperatorError('the writer did not come after the load within 5 minutes');
    await sleep(clock, POLL_MS);
  }
}

/** The acknowledged readings as the auditor takes them: one line a device, for they are the first of those sent. */
async function auditLoad(load: LoadReport, dataFolder: string): Promise<AuditReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-acked-'));
  try {
    const file = path.join(folder, 'acked.jsonl');
    const lines = load.devices
      .filter(({ acknowledged }) => acknowledged > 0)
      .map(({ clientId, firstAt, firstSeq, acknowledged }) =>
        JSON.stringify({ device: clientId, ts: firstAt, seq: firstSeq, count: acknowledged, stepMs: 1 }),
      );
    await writeFile(file, `${lines.join('\n')}\n`);
    return await auditInChild(dataFolder, file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
