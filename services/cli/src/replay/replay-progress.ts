import type { Clock } from '@fieldline/platform';
import path from 'node:path';
import { formatNumber } from '../shell/column-printer.js';
import { formatSeconds } from '../shell/progress.js';
import type { RecordedRow, Recording } from './recording-file.js';

interface Running {
  readonly sizeBytes: number;
  bytesRead: number;
}

/** How far a replay of several recordings is, for its line on the terminal. */
export class ReplayProgress {
  readonly #clock: Clock;
  readonly #running = new Map<string, Running>();
  readonly #recordings: number;
  readonly #totalBytes: number;
  /** Bytes of recordings that are done. */
  #doneBytes = 0;
  /** Bytes that an earlier start had sent. */
  #earlierBytes = 0;
  #finished = 0;
  #readings = 0;
  #startedAt: number | undefined;
  #waitingFor: string | undefined;

  constructor(recordings: readonly Recording[], clock: Clock) {
    this.#clock = clock;
    this.#recordings = recordings.length;
    this.#totalBytes = recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  row({ file, sizeBytes }: Recording, { bytesRead }: RecordedRow, sent: boolean): void {
    let running = this.#running.get(file);
    if (running === undefined) this.#running.set(file, (running = { sizeBytes, bytesRead: 0 }));
    if (sent) {
      this.#startedAt ??= this.#clock.monotonic();
      this.#readings += 1;
    } else {
      this.#earlierBytes += bytesRead - running.bytesRead;
    }
    running.bytesRead = bytesRead;
  }

  /** `earlier`: it was finished by an earlier start. */
  finished({ file, sizeBytes }: Recording, earlier: boolean): void {
    this.#running.delete(file);
    this.#finished += 1;
    this.#doneBytes += sizeBytes;
    if (earlier) this.#earlierBytes += sizeBytes;
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
    const sentBytes = readBytes - this.#earlierBytes;
    const left = sentBytes > 0 ? formatSeconds((seconds / sentBytes) * (this.#totalBytes - readBytes)) : '?';
    const rate = seconds > 0 ? formatNumber(Math.round(this.#readings / seconds)) : '?';
    return [
      `${this.#finished} of ${this.#recordings} done`,
      percent(readBytes, this.#totalBytes),
      `${formatNumber(this.#readings)} rows`,
      `${rate}/s`,
      `${left} left`,
      ...(this.#waitingFor === undefined ? running : [`waiting: ${this.#waitingFor}`]),
    ].join('  ');
  }
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((part / whole) * 100)} %`;
}
