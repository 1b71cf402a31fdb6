import type { CliContext } from '../shell/cli-context.js';
import { InterruptedError } from '../shell/errors.js';
import { DeviceSender, FULL_MESSAGES, SINGLE_READINGS } from './device-sender.js';
import { patiently, type Patience } from './patience.js';
import { devicesOf, isOfOneDevice } from './recording-devices.js';
import { readRecording, type RecordedRow, type Recording } from './recording-file.js';
import { countOf, newRefusals } from './refusals.js';
import { ReplayCheckpoint } from './replay-checkpoint.js';
import { ReplayConnection } from './replay-connection.js';
import { replayPace } from './replay-pace.js';
import { ledgerGrowth, sumGrowth, type DeviceReplay, type ReplayResult, type ReplaySoFar } from './replay-result.js';
import type { ReplayServer } from './replay-server.js';
import type { ReplayState, ReplayStateFile } from './replay-state-file.js';
import { RowCounter } from './row-counter.js';
import { RowsUnderWay } from './rows-under-way.js';

export interface ReplayJob {
  readonly recording: Recording;
  /** How far an earlier start came. */
  readonly state: ReplayState;
  readonly stateFile: ReplayStateFile;
  readonly server: ReplayServer;
  readonly patience: Patience;
  /** See {@link replayPace}. */
  readonly speed: number;
  readonly context: CliContext;
  /** `sent` is false for rows that an earlier start had sent. */
  readonly onRow: (row: RecordedRow, sent: boolean) => void;
}

/** Of one device in the recording. */
interface Readings {
  total: number;
  /** Acknowledged in an earlier start. */
  earlier: number;
}

interface OpenDevice {
  readonly connection: ReplayConnection;
  readonly sender: DeviceSender;
}

/** A secret outlives the longest replay within reason, and no more. */
const SECRET_SECONDS = 86_400;
const PACED_SECRET_SECONDS = 31 * 86_400;
/** After Ctrl-C so long for what is on its way. */
const LAST_ACKNOWLEDGEMENTS_MS = 2_000;

/**
 * Sends one recording as its devices would have, and waits until the ledger has all of it. What an earlier start sent is
 * read again, for later rows may depend on it, and not sent.
 */
export class RecordingReplay {
  readonly #job: ReplayJob;
  readonly #rows = new RowsUnderWay();
  readonly #checkpoint: ReplayCheckpoint;
  readonly #devices = new Map<string, OpenDevice>();
  readonly #readings = new Map<string, Readings>();
  /** ULIDs by external id. */
  #ids: ReadonlyMap<string, string> = new Map();
  readonly #counter = new RowCounter();

  constructor(job: ReplayJob) {
    this.#job = job;
    this.#checkpoint = new ReplayCheckpoint({ ...job, rows: this.#rows, clock: job.context.clock });
  }

  /**
   * Rejects with an OperatorError where the recording does not fit or the server is away for too long, and with
   * InterruptedError after Ctrl-C; how far it came is then kept.
   */
  async run(): Promise<ReplayResult> {
    const { server, recording, state } = this.#job;
    const over = new AbortController();
    const saving = this.#checkpoint.saveUntil(over.signal);
    try {
      const { site, profile } = recording.mapping;
      this.#ids = await server.prepare(await devicesOf(recording), {
        site,
        profile: profile.id,
        movable: isOfOneDevice(recording.mapping),
      });
      this.#checkpoint.checkDevices(this.#ids);
      await this.#send();
      const devices = await Promise.all([...this.#readings].map((readings) => this.#account(readings)));
      const result = {
        file: recording.file,
        mapping: recording.mapping.id,
        ...this.#counter.counts,
        devices,
        seconds: this.#checkpoint.seconds,
        ...(state.doneRow === 0 ? {} : { resumedAfterRow: state.doneRow }),
      };
      await this.#checkpoint.save(result);
      return result;
    } finally {
      over.abort();
      await saving;
    }
  }

  /** Readings that this start sent. */
  get sentNow(): number {
    return [...this.#readings.values()].reduce((sum, { total, earlier }) => sum + total - earlier, 0);
  }

  /** For one that failed: how far it came; the ledger may lag behind what is acknowledged. */
  async soFar(): Promise<ReplaySoFar> {
    const { server } = this.#job;
    const devices = [...this.#readings.keys()];
    const growth = await Promise.all(
      devices.map(async (device) => {
        const before = this.#checkpoint.baseline(device)?.ledger;
        const after = before && (await server.ledgerNow(device));
        return before && after && ledgerGrowth(before, after);
      }),
    );
    const known = growth.filter((part) => part !== undefined);
    const sum = (count: (readings: Readings) => number): number =>
      [...this.#readings.values()].reduce((total, readings) => total + count(readings), 0);
    const acknowledged = [...this.#devices.values()].reduce((total, { sender }) => total + sender.acknowledged, 0);
    return {
      ...this.#counter.counts,
      sent: sum(({ total }) => total),
      acknowledged: sum(({ earlier }) => earlier) + acknowledged,
      ...(known.length === devices.length && { growth: sumGrowth(known) }),
    };
  }

  async #send(): Promise<void> {
    try {
      await this.#sendRows();
      for (const { sender } of this.#devices.values()) await sender.flush();
      for (const { connection } of this.#devices.values()) await connection.settle();
    } catch (error) {
      await this.#keepWhatWasSent();
      throw error;
    } finally {
      for (const { connection } of this.#devices.values()) await connection.close();
    }
  }

  async #sendRows(): Promise<void> {
    const { recording, context, state, speed, onRow } = this.#job;
    const pace = replayPace(context.clock, speed, context.signal);
    for await (const row of readRecording(recording)) {
      const { reading } = row;
      const isNew = row.row > state.doneRow;
      this.#count(row, isNew);
      if (isNew && reading !== undefined) await pace(reading.measuredAt);
      if (context.signal.aborted) throw new InterruptedError('interrupted');
      const underWay = this.#rows.begin(row.row);
      if (isNew && reading !== undefined) await (await this.#device(reading.externalId)).sender.add(reading, underWay);
      else this.#rows.close(underWay);
      onRow(row, isNew);
    }
  }

  #count(row: RecordedRow, isNew: boolean): void {
    this.#counter.add(row);
    const { reading } = row;
    if (reading === undefined) return;
    const readings = this.#readings.get(reading.externalId) ?? { total: 0, earlier: 0 };
    readings.total += 1;
    if (!isNew) readings.earlier += 1;
    this.#readings.set(reading.externalId, readings);
  }

  async #device(externalId: string): Promise<OpenDevice> {
    const known = this.#devices.get(externalId);
    if (known !== undefined) return known;
    const { server, patience, speed } = this.#job;
    const deviceId = this.#ids.get(externalId);
    if (deviceId === undefined) throw new Error(`${externalId} was not prepared: the file changed meanwhile`);
    if (this.#checkpoint.baseline(externalId) === undefined) {
      const [ledger, refusals] = [await server.ledger(externalId), await server.refusals(externalId)];
      await this.#checkpoint.setBaseline(externalId, { deviceId, ledger, refusals });
    }
    const [limits, secretSeconds] =
      speed === Infinity ? [FULL_MESSAGES, SECRET_SECONDS] : [SINGLE_READINGS, PACED_SECRET_SECONDS];
    const target = { ...(await server.target(externalId, secretSeconds)), inFlight: limits.inFlight };
    const connection = await patiently(() => ReplayConnection.open(target, patience), patience);
    const sender = new DeviceSender(connection, this.#rows, limits);
    const device = { connection, sender };
    this.#devices.set(externalId, device);
    return device;
  }

  /** What became of a device's part of the recording. */
  async #account([device, { total, earlier }]: readonly [string, Readings]): Promise<DeviceReplay> {
    const { server, state } = this.#job;
    const open = this.#devices.get(device);
    const baseline = this.#checkpoint.baseline(device);
    if (baseline === undefined) throw new Error(`${device} has readings and was never opened`);
    const { ledger: before } = baseline;
    const acknowledged = earlier + (open?.sender.acknowledged ?? 0);
    const repeated = state.doneRow > 0 || (open?.connection.reconnects ?? 0) > 0;
    const growth = ledgerGrowth(before, await server.settledLedger(device, before.received + acknowledged, repeated));
    const readRefusals = async () => newRefusals(baseline.refusals, await server.refusals(device));
    let refusals = await readRefusals();
    if (countOf(refusals) < growth.refused + growth.refusedValues) {
      // reasons travel on a topic of their own and may come a little later than the counts
      await server.untilIdle();
      refusals = await readRefusals();
    }
    return { device, sent: total, acknowledged, sentAgain: growth.received - acknowledged, ...growth, refusals };
  }

  /** Sends what was read and waits a little for it, so that as little as possible is sent again; the caller tells the failure. */
  async #keepWhatWasSent(): Promise<void> {
    const tooLate = new AbortController();
    const timer = this.#job.context.clock.setTimer(() => tooLate.abort(), LAST_ACKNOWLEDGEMENTS_MS);
    const last = async ({ sender, connection }: OpenDevice): Promise<void> => {
      await sender.flush();
      await connection.settle(tooLate.signal);
    };
    await Promise.allSettled([...this.#devices.values()].map(last));
    timer.cancel();
    await this.#checkpoint.save().catch(() => undefined);
  }
}
