import { crc32c } from '@node-rs/crc32';
import type { Findings } from '../findings.js';
import { ReceiptTrack } from './receipt-track.js';

export type Stream = 'reading' | 'refused';

export interface LoggedReceipt {
  readonly stream: Stream;
  readonly deviceId: string;
  readonly runId: string;
  readonly n: number;
  readonly offset: number;
  readonly value: Buffer;
  /** Below the writer's offset. */
  readonly applied: boolean;
  /** The partition begins at offset 0: nothing went by retention. */
  readonly complete: boolean;
}

const CHECK = 'receipts in the log';

/** Sees every record of the log and checks that its receipts count 1, 2, 3 … without gap or reuse. */
export class LogReceipts {
  readonly #tracks = new Map<string, ReceiptTrack>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Whether the record counts; a repetition does not. */
  see({ stream, deviceId, runId, n, offset, value, applied, complete }: LoggedReceipt): boolean {
    const key = trackKey(stream, deviceId, runId);
    let track = this.#tracks.get(key);
    if (track === undefined) this.#tracks.set(key, (track = new ReceiptTrack()));
    this.#findings.checked(CHECK);
    const step = track.step(n, crc32c(value), { expectFirst: complete, applied });
    if (step.kind === 'gap') {
      const says = `${stream} of device ${deviceId}, run ${runId}: ${step.missing} missing before n ${n} at offset ${offset}`;
      this.#findings.add('lost', CHECK, says, step.missing);
    }
    if (step.kind === 'reused') {
      this.#findings.add(
        'duplicated',
        CHECK,
        `${stream} of device ${deviceId}, run ${runId}: n ${n} stands for two records (offset ${offset})`,
      );
    }
    return step.kind === 'next' || step.kind === 'gap';
  }

  track(stream: Stream, deviceId: string, runId: string): ReceiptTrack | undefined {
    return this.#tracks.get(trackKey(stream, deviceId, runId));
  }
}

function trackKey(stream: Stream, deviceId: string, runId: string): string {
  return `${stream} ${deviceId} ${runId}`;
}
