import type { Clock } from '@fieldline/platform';
import path from 'node:path';
import { formatNumber } from '../shell/column-printer.js';
import { formatSeconds } from '../shell/progress.js';
import type { RecordedRow, Recording } from './recording-file.js';

interface Running {
  readonly sizeBytes: number;
  bytesRead: number;
  /** Of them, those that an earlier start had sent. */
  earlierBytes: number;
}

/** How far a replay of several recordings is, for its line on the terminal. */
export class ReplayProgress {
  readonly #clock: Clock;
  readonly #paced: boolean;
  readonly #running = new Map<string, Running>();
  readonly #recordings: number;
  readonly #totalBytes: number;
  /** Bytes of recordings that are done. */
  #doneBytes = 0;
  /** Of these, those that an earlier start had sent. */
  #earlierBytes = 0;
  #finished = 0;
  #readings = 0;
  #startedAt: number | undefined;
  #waitingFor: string | undefined;

  /** `paced`: each recording keeps its own time, and the longest ends last; else they share the server's. */
  constructor(recordings: readonly Recording[], clock: Clock, paced: boolean) {
    this.#clock = clock;
    this.#paced = paced;
    this.#recordings = recordings.length;
    this.#totalBytes = recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  row({ file, sizeBytes }: Recording, { bytesRead }: RecordedRow, sent: boolean): void {
    let running = this.#running.get(file);
    if (running === undefined) this.#running.set(file, (running = { sizeBytes, bytesRead: 0, earlierBytes: 0 }));
    running.bytesRead = bytesRead;
    if (sent) {
      this.#startedAt ??= this.#clock.monotonic();
      this.#readings += 1;
    } else {
      running.earlierBytes = bytesRead;
    }
  }

  /** `earlier`: it was finished by an earlier start. */
  finished({ file, sizeBytes }: Recording, earlier: boolean): void {
    this.#earlierBytes += earlier ? sizeBytes : (this.#running.get(file)?.earlierBytes ?? 0);
    this.#running.delete(file);
    this.#finished += 1;
    this.#doneBytes += sizeBytes;
  }

  /** What is being waited for; undefined once it came. */
  waiting(forWhat: string | undefined): void {
    this.#waitingFor = forWhat;
  }

  line(): string {
    const running = [...this.#running].map(([file, { bytesRead, sizeBytes }]) => {
      return `${path.basename(file)} ${percent(bytesRead, sizeBytes)}`;
    });
    const readBytes = [...this.#running.values()].reduce((sum, { bytesRead }) => sum + bytesRead, this.#doneBytes);
    const seconds = this.#startedAt === undefined ? 0 : (this.#clock.monotonic() - this.#startedAt) / 1000;
    const left = this.#secondsLeft(seconds, readBytes);
    const rate = seconds > 0 ? formatNumber(Math.round(this.#readings / seconds)) : '?';
    return [
      `${this.#finished} of ${this.#recordings} done`,
      percent(readBytes, this.#totalBytes),
      `${formatNumber(this.#readings)} rows`,
      `${rate}/s`,
      `${Number.isFinite(left) ? formatSeconds(left) : '?'} left`,
      ...(this.#waitingFor === undefined ? running : [`waiting: ${this.#waitingFor}`]),
    ].join('  ');
  }

  #secondsLeft(seconds: number, readBytes: number): number {
    const running = [...this.#running.values()];
    if (this.#paced) {
      const each = running.map(({ sizeBytes, bytesRead, earlierBytes }) =>
        secondsLeft(seconds, bytesRead - earlierBytes, sizeBytes - bytesRead),
      );
      return Math.max(0, ...each);
    }
    const earlier = running.reduce((sum, { earlierBytes }) => sum + earlierBytes, this.#earlierBytes);
    return secondsLeft(seconds, readBytes - earlier, this.#totalBytes - readBytes);
  }
}

function secondsLeft(seconds: number, sentBytes: number, leftBytes: number): number {
  return sentBytes > 0 ? (seconds / sentBytes) * leftBytes : Infinity;
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((part / whole) * 100)} %`;
}
