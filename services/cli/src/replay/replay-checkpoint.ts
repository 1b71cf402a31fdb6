import { OperatorError, sleep, type Clock } from '@fieldline/platform';
import type { ReplayResult } from './replay-result.js';
import type { DeviceBaseline, ReplayState, ReplayStateFile } from './replay-state-file.js';
import type { RowsUnderWay } from './rows-under-way.js';

export interface ReplayCheckpointParts {
  /** How far an earlier start came. */
  readonly state: ReplayState;
  readonly stateFile: ReplayStateFile;
  readonly rows: RowsUnderWay;
  readonly clock: Clock;
}

const SAVE_EVERY_MS = 500;

/** Keeps on disk how far the replay of a recording came, so that a later start sends little again and counts right. */
export class ReplayCheckpoint {
  readonly #parts: ReplayCheckpointParts;
  readonly #baselines: Record<string, DeviceBaseline>;
  readonly #startedAt: number;
  #savedRow: number;
  #saving: Promise<void> = Promise.resolve();

  constructor(parts: ReplayCheckpointParts) {
    this.#parts = parts;
    this.#baselines = { ...parts.state.devices };
    this.#savedRow = parts.state.doneRow;
    this.#startedAt = parts.clock.monotonic();
  }

  baseline(device: string): DeviceBaseline | undefined {
    return this.#baselines[device];
  }

  /**
   * Whether what an earlier start sent went to these devices (ULIDs by external id); throws OperatorError where it went to
   * others of the same names, as in a registry made anew.
   */
  checkDevices(ids: ReadonlyMap<string, string>): void {
    for (const [externalId, deviceId] of ids) {
      const begun = this.#baselines[externalId]?.deviceId;
      if (begun === undefined || begun === deviceId) continue;
      throw new OperatorError(
        `this replay began with another device '${externalId}' (${begun}, now ${deviceId}): the registry was made anew. ` +
          'Begin anew too, with --restart',
      );
    }
  }

  /** To be called, and waited for, before the device's first reading is sent. */
  async setBaseline(device: string, baseline: DeviceBaseline): Promise<void> {
    this.#baselines[device] = baseline;
    await this.save();
  }

  /** Of all starts together. */
  get seconds(): number {
    const { state, clock } = this.#parts;
    return state.seconds + (clock.monotonic() - this.#startedAt) / 1000;
  }

  /** Saves twice a second what is new, until the signal; resolves when nothing is being written any more. */
  async saveUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(this.#parts.clock, SAVE_EVERY_MS, signal);
      // one that failed is tried again, and the last one tells
      if (!signal.aborted && this.#doneRow() !== this.#savedRow) await this.save().catch(() => undefined);
    }
    await this.#saving.catch(() => undefined);
  }

  /** On disk when it resolves; with `result` the recording is finished. One at a time, in the order of the calls. */
  save(result?: ReplayResult): Promise<void> {
    const state = { doneRow: this.#doneRow(), seconds: this.seconds, devices: { ...this.#baselines }, result };
    this.#saving = this.#saving
      .catch(() => undefined)
      .then(async () => {
        await this.#parts.stateFile.save(state);
        this.#savedRow = state.doneRow;
      });
    return this.#saving;
  }

  #doneRow(): number {
    const { state, rows } = this.#parts;
    return Math.max(state.doneRow, rows.doneRow);
  }
}
