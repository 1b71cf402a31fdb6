import { OperatorError, sleep } from '@fieldline/platform';
import type { ControlApi, DeviceLedger } from '../control/control-api.js';
import type { CliContext } from '../shell/cli-context.js';
import { InterruptedError } from '../shell/errors.js';
import { readRecording, type RecordedRow, type Recording } from './recording-file.js';
import { ReplayConnection } from './replay-connection.js';
import { newRefusals, refusalsOf, type Refusals } from './refusals.js';
import { replayPace } from './replay-pace.js';

export interface ReplayJob {
  readonly recording: Recording;
  readonly api: ControlApi;
  /** Where devices connect. */
  readonly mqttUrl: string;
  readonly databaseUrl: string;
  /** See {@link replayPace}. */
  readonly speed: number;
  readonly context: CliContext;
  readonly onProgress: (row: RecordedRow, rows: number) => void;
}

/** What one device's part of a recording came to; the last columns are the growth of the device's ledger meanwhile. */
export interface DeviceReplay extends DeviceLedger {
  readonly device: string;
  readonly sent: number;
  readonly acknowledged: number;
  /** Why messages and values were refused. */
  readonly refusals: Refusals;
}

export interface ReplayResult {
  readonly file: string;
  readonly mapping: string;
  readonly rowsRead: number;
  /** Values the file declares missing; they are absent from the readings. */
  readonly valuesMissing: number;
  readonly devices: readonly DeviceReplay[];
  readonly seconds: number;
}

interface OpenDevice {
  readonly connection: ReplayConnection;
  readonly deviceId: string;
  readonly before: DeviceLedger;
  readonly refusalsBefore: Refusals;
}

/** The secret outlives the longest replay at real speed within reason, and no more. */
const SECRET_SECONDS = 86_400;
/** The writer may take so long without any progress before the replay gives up waiting for it. */
const WRITER_SILENCE_MS = 60_000;
const WRITER_POLL_MS = 100;

/** Sends a recording as its devices would have, and waits until the ledger has all of it. */
export async function replayRecording(job: ReplayJob): Promise<ReplayResult> {
  const { recording, context } = job;
  const { mapping, file } = recording;
  const startedAt = context.clock.monotonic();
  const devices = new Map<string, OpenDevice>();
  let rowsRead = 0;
  let valuesMissing = 0;
  await job.api.putSite(mapping.site.name, {
    timeZone: mapping.site.timeZone,
    currency: mapping.site.currency,
    lifetime: 'history',
  });
  try {
    const pace = replayPace(context.clock, job.speed, context.signal);
    for await (const row of readRecording(recording)) {
      if (context.signal.aborted) throw new InterruptedError('interrupted');
      const { externalId, measuredAt, values, missing } = row.reading;
      const device = devices.get(externalId) ?? (await openDevice(job, externalId));
      devices.set(externalId, device);
      await pace(measuredAt);
      await device.connection.publish(JSON.stringify({ ts: measuredAt, values }), context.signal);
      rowsRead++;
      valuesMissing += missing;
      job.onProgress(row, rowsRead);
    }
    for (const { connection } of devices.values()) await connection.settle(context.signal);
  } finally {
    for (const { connection } of devices.values()) await connection.close();
  }
  const results = await Promise.all([...devices].map(([device, state]) => awaitLedger(job, device, state)));
  const seconds = (context.clock.monotonic() - startedAt) / 1000;
  return { file, mapping: mapping.id, rowsRead, valuesMissing, devices: results, seconds };
}

async function openDevice(job: ReplayJob, externalId: string): Promise<OpenDevice> {
  const { api, recording, mqttUrl, databaseUrl, context } = job;
  const { site, profile } = recording.mapping;
  const { device } = await api.putDevice(externalId, { site: site.name, profile });
  const { username, secret: password } = await api.issueSecret(externalId, SECRET_SECONDS);
  const before = await api.ledger(externalId);
  const target = { url: mqttUrl, externalId, username, password };
  return {
    deviceId: device.id,
    before,
    refusalsBefore: await refusalsOf(databaseUrl, device.id),
    connection: await ReplayConnection.open(target, context.clock),
  };
}

async function awaitLedger(job: ReplayJob, device: string, state: OpenDevice): Promise<DeviceReplay> {
  const { connection, before } = state;
  const { clock, signal } = job.context;
  let growth = difference(await job.api.ledger(device), before);
  let grownAt = clock.monotonic();
  while (growth.received < connection.acknowledged) {
    if (signal.aborted) throw new InterruptedError('interrupted');
    await sleep(clock, WRITER_POLL_MS, signal);
    const next = difference(await job.api.ledger(device), before);
    if (next.received !== growth.received) grownAt = clock.monotonic();
    growth = next;
    if (clock.monotonic() - grownAt > WRITER_SILENCE_MS) {
      throw new OperatorError(
        `${device}: ${connection.acknowledged} readings are acknowledged, the ledger has ${growth.received} and has not moved for ${WRITER_SILENCE_MS / 1000} s; see \`fieldline doctor\``,
      );
    }
  }
  const { sent, acknowledged } = connection;
  const refusals = newRefusals(state.refusalsBefore, await refusalsOf(job.databaseUrl, state.deviceId));
  return { device, sent, acknowledged, ...growth, refusals };
}

function difference(after: DeviceLedger, before: DeviceLedger): DeviceLedger {
  return {
    received: after.received - before.received,
    stored: after.stored - before.stored,
    duplicate: after.duplicate - before.duplicate,
    superseded: after.superseded - before.superseded,
    expired: after.expired - before.expired,
    refused: after.refused - before.refused,
    refusedValues: after.refusedValues - before.refusedValues,
    shed: after.shed - before.shed,
    clockUnsynced: after.clockUnsynced - before.clockUnsynced,
  };
}
