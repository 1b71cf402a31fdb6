import type { Logger } from '@fieldline/platform';
import type { DamagedBytes } from './frame-walk.js';
import type { LogMetrics } from './log-metrics.js';
import type { Segment } from './segment.js';

/** Records that the log can no longer read; those around them are served. */
export interface DamagedRange {
  readonly topic: string;
  readonly partition: number;
  readonly file: string;
  readonly position: number;
  readonly bytes: number;
  /** Both ends inclusive. Where offsets have gaps, not all of them need have been records. */
  readonly firstOffset: number;
  readonly lastOffset: number;
}

const KEPT = 1_000;

/** Says once, loudly, what was found damaged. */
export class DamageReport {
  readonly #logger: Logger;
  readonly #metrics: LogMetrics;
  readonly #ranges: DamagedRange[] = [];

  constructor(logger: Logger, metrics: LogMetrics) {
    this.#logger = logger;
    this.#metrics = metrics;
  }

  /** What was found so far, at most the first 1,000. */
  get ranges(): readonly DamagedRange[] {
    return this.#ranges;
  }

  /** `endOffset` is where the next good record would be, where the damage reaches to the end of the file. */
  add(where: { readonly topic: string; readonly partition: number }, found: FoundDamage): void {
    const { segment, damaged, endOffset } = found;
    if (segment.reported.has(damaged.position)) return;
    segment.reported.add(damaged.position);
    const range: DamagedRange = {
      ...where,
      file: segment.path,
      position: damaged.position,
      bytes: damaged.end - damaged.position,
      firstOffset: damaged.offset,
      lastOffset: (damaged.nextOffset ?? endOffset) - 1,
    };
    if (this.#ranges.length < KEPT) this.#ranges.push(range);
    this.#metrics.damaged(where.topic, Math.max(0, range.lastOffset - range.firstOffset + 1));
    this.#logger.error({ damaged: range }, 'records of the log are damaged and are passed over');
  }
}

export interface FoundDamage {
  readonly segment: Segment;
  readonly damaged: DamagedBytes;
  readonly endOffset: number;
}
