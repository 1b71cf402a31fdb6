import type { ReadingHead } from '@fieldline/contracts';
import { identityOfValues } from './reading-identity.js';
import { SequenceTrack } from './sequence-track.js';

/** What a device's readings tell of its course; see {@link DeviceCourse}. */
export interface CourseCounts {
  outOfOrder: number;
  missing: number;
  restarts: number;
  unchanged: number;
}

type CourseReading = Pick<ReadingHead, 'boot' | 'seq' | 'measuredAt' | 'identity'>;

interface BootTrack {
  readonly boot: ReadingHead['boot'];
  /** When its first reading was measured, ms since 1970. */
  readonly since: number;
  readonly numbers: SequenceTrack;
}

/** Boots of a device whose numbers are followed; the one begun first is forgotten first. */
export const MOST_BOOTS = 8;

type CourseFields = readonly [
  newestAt: number | null,
  boot: ReadingHead['boot'],
  seq: number | null,
  values: number | null,
  tracks: readonly (readonly [boot: ReadingHead['boot'], since: number, ...numbers: number[]])[],
];

/**
 * Follows the accepted readings of one device in the order of the log, repetitions left out, and counts
 * - `outOfOrder`: measured before the newest of those before it;
 * - `missing`: numbers between the first and the last `seq` of each boot that never came, fewer when one comes late;
 * - `restarts`: newer than all before it, with another boot than the newest that told one. A device that tells no boot
 *   starts anew with a lower `seq` than its newest reading had;
 * - `unchanged`: stored with the very values of the reading stored before it.
 *
 * Expired readings have numbers, too; they count neither as out of order nor as unchanged. It remembers
 * {@link MOST_BOOTS} boots: a reading of an earlier one begins that boot's numbers anew.
 */
export class DeviceCourse {
  #newestAt = -Infinity;
  /** Of the newest reading that told a boot. */
  #boot: ReadingHead['boot'] = null;
  /** Of the newest reading that told a count and no boot. */
  #seq: number | null = null;
  /** {@link identityOfValues} of the reading stored last. */
  #values: number | null = null;
  #tracks: BootTrack[] = [];

  static fromJson(json: string): DeviceCourse {
    const [newestAt, boot, seq, values, tracks] = JSON.parse(json) as CourseFields;
    const course = new DeviceCourse();
    course.#newestAt = newestAt ?? -Infinity;
    course.#boot = boot;
    course.#seq = seq;
    course.#values = values;
    course.#tracks = tracks.map(([ofBoot, since, ...numbers]) => {
      return { boot: ofBoot, since, numbers: SequenceTrack.fromFields(numbers) };
    });
    return course;
  }

  toJson(): string {
    const tracks = this.#tracks.map(({ boot, since, numbers }) => [boot, since, ...numbers.toFields()] as const);
    const newestAt = this.#newestAt === -Infinity ? null : this.#newestAt;
    return JSON.stringify([newestAt, this.#boot, this.#seq, this.#values, tracks] satisfies CourseFields);
  }

  copy(): DeviceCourse {
    const copy = new DeviceCourse();
    copy.#newestAt = this.#newestAt;
    copy.#boot = this.#boot;
    copy.#seq = this.#seq;
    copy.#values = this.#values;
    copy.#tracks = this.#tracks.map((track) => ({ ...track, numbers: track.numbers.copy() }));
    return copy;
  }

  take(reading: CourseReading, outcome: 'stored' | 'superseded' | 'expired', counts: CourseCounts): void {
    const { boot, seq, measuredAt, identity } = reading;
    if (outcome !== 'expired') {
      if (measuredAt < this.#newestAt) counts.outOfOrder += 1;
      const values = identityOfValues(identity, boot, seq);
      if (outcome === 'stored' && values === this.#values) counts.unchanged += 1;
      this.#values = values;
    }
    const isNewest = measuredAt > this.#newestAt;
    const isRestart = isNewest && this.#isOtherBoot(boot, seq);
    if (isRestart) counts.restarts += 1;
    if (seq !== null) counts.missing += this.#takeNumber(seq, reading, isRestart);
    if (isNewest) {
      this.#newestAt = measuredAt;
      if (boot !== null) this.#boot = boot;
      else if (seq !== null) this.#seq = seq;
    }
  }

  #isOtherBoot(boot: ReadingHead['boot'], seq: number | null): boolean {
    if (boot !== null) return this.#boot !== null && boot !== this.#boot;
    return seq !== null && this.#seq !== null && seq < this.#seq;
  }

  #takeNumber(seq: number, { boot, measuredAt }: CourseReading, isRestart: boolean): number {
    const known = boot === null && isRestart ? undefined : this.#trackOf(boot, measuredAt);
    if (known !== undefined) return known.numbers.take(seq);
    this.#tracks.push({ boot, since: measuredAt, numbers: SequenceTrack.from(seq) });
    if (this.#tracks.length > MOST_BOOTS) this.#tracks.shift();
    return 0;
  }

  /** Without a boot, the one in whose time it was measured, at the latest the first that is known. */
  #trackOf(boot: ReadingHead['boot'], measuredAt: number): BootTrack | undefined {
    if (boot !== null) return this.#tracks.find((track) => track.boot === boot);
    const untold = this.#tracks.filter((track) => track.boot === null);
    return untold.findLast(({ since }) => since <= measuredAt) ?? untold[0];
  }
}
