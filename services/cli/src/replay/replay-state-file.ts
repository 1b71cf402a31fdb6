import { OperatorError } from '@fieldline/platform';
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { takeReplayLock, type ReplayLock } from './replay-lock.js';
import { ledgerSchema, refusalsSchema, replayResultSchema, type ReplayResult } from './replay-result.js';

const counts = z.number().int();
const baselineSchema = z.object({ deviceId: z.string(), ledger: ledgerSchema, refusals: refusalsSchema });
const stateSchema = z.object({
  version: z.literal(1),
  file: z.string(),
  modifiedAt: z.number(),
  doneRow: counts,
  seconds: z.number(),
  set: z.string(),
  devices: z.record(z.string(), baselineSchema),
  result: replayResultSchema.optional(),
});

/** What a device's ledger was before the recording's first reading, so that an interrupted replay still counts right. */
export type DeviceBaseline = Readonly<z.infer<typeof baselineSchema>>;

/** How far the replay of one recording came. */
export interface ReplayState {
  /** Every reading of this row and those before it is acknowledged. */
  readonly doneRow: number;
  /** Spent in earlier runs. */
  readonly seconds: number;
  readonly devices: Readonly<Record<string, DeviceBaseline>>;
  /** Once it is finished, while others of the same command are not. */
  readonly result?: ReplayResult | undefined;
}

/** The file as it was when the replay began. */
export interface RecordingKey {
  /** Absolute. */
  readonly file: string;
  readonly sizeBytes: number;
  /** ms since 1970. */
  readonly modifiedAt: number;
  /** Id of the mapping, and the device where it is given. */
  readonly mapping: string;
}

/** The recordings of one command: a finished one's result is used again only where all are the same. */
export function recordingSet(keys: readonly RecordingKey[]): string {
  const lines = keys.map(({ file, mapping }) => `${file}\0${mapping}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 24);
}

export const NOTHING_SENT: ReplayState = { doneRow: 0, seconds: 0, devices: {} };

/** Where an interrupted replay goes on: one file a recording in `<data>/replay`. */
export class ReplayStateFile {
  readonly #key: RecordingKey;
  readonly #set: string;
  readonly #file: string;

  /** `set`: see {@link recordingSet}. */
  constructor(dataFolder: string, key: RecordingKey, set: string) {
    this.#key = key;
    this.#set = set;
    const { file, sizeBytes, mapping } = key;
    const name = createHash('sha256').update(`${file}\0${sizeBytes}\0${mapping}`).digest('hex').slice(0, 24);
    this.#file = path.join(dataFolder, 'replay', `${name}.json`);
  }

  /** Keeps the recording to this process; an OperatorError names the one that has it. */
  lock(): Promise<ReplayLock> {
    return takeReplayLock(`${this.#file}.lock`);
  }

  /** {@link NOTHING_SENT} for a recording that was not begun, was finished (in another set too), or has changed since. */
  async load(): Promise<ReplayState> {
    const text = await readFile(this.#file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw this.#unusable(cause);
    });
    if (text === undefined) return NOTHING_SENT;
    try {
      const { modifiedAt, set, doneRow, seconds, devices, result } = stateSchema.parse(JSON.parse(text));
      const isOld = modifiedAt !== this.#key.modifiedAt || (result !== undefined && set !== this.#set);
      return isOld ? NOTHING_SENT : { doneRow, seconds, devices, result };
    } catch (cause) {
      throw new OperatorError(`${this.#file} is not the state of a replay: begin anew with --restart`, { cause });
    }
  }

  /** On disk when it resolves; a crash leaves the state before or this one. */
  async save(state: ReplayState): Promise<void> {
    const folder = path.dirname(this.#file);
    const { file, modifiedAt } = this.#key;
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const handle = await open(temporary, 'w', 0o600);
      try {
        await handle.writeFile(JSON.stringify({ version: 1, file, modifiedAt, set: this.#set, ...state }));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, this.#file);
      await syncFolder(folder);
    } catch (cause) {
      throw this.#unusable(cause as Error);
    }
  }

  async remove(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  #unusable(cause: Error): OperatorError {
    return new OperatorError(`cannot keep how far the replay came in ${this.#file}: ${cause.message}`, { cause });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
