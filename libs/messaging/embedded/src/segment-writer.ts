import { asError } from '@fieldline/platform';
import type { DiskFile } from './disk.js';
import type { LogContext, PartitionPlace } from './log-context.js';
import type { RecordGroup } from './record-group.js';
import { paddingAt } from './sector.js';
import { Segment } from './segment.js';
import type { SegmentList } from './segment-list.js';

/** The file a partition is written to. */
export class SegmentWriter {
  readonly #context: LogContext;
  readonly #place: PartitionPlace;
  readonly #segments: SegmentList;
  readonly #rolled: () => void;
  #file: DiskFile | undefined;
  /** The next group begins a segment, whatever room the last one has. */
  #abandoned: boolean;
  #tainted = false;

  /** `abandoned`: the last segment's end is not to be written on. `rolled` is told that a segment was closed. */
  constructor(context: LogContext, place: PartitionPlace, options: SegmentWriterOptions) {
    this.#context = context;
    this.#place = place;
    this.#segments = options.segments;
    this.#rolled = options.rolled;
    this.#abandoned = options.abandoned;
  }

  /**
   * One write and one sync. Rejects when the group is not durable; then {@link tainted} tells whether its offsets may be
   * used again.
   */
  async write(group: RecordGroup): Promise<void> {
    this.#tainted = false;
    const { bytes } = group;
    const { file, segment } = await this.#prepare(bytes.length, group.firstOffset);
    const position = segment.length + paddingAt(segment.length);
    try {
      await file.write(bytes, position);
    } catch (cause) {
      await this.#undo(file, segment);
      throw cause;
    }
    try {
      await file.datasync();
    } catch (cause) {
      // The kernel may have dropped the pages and call the next sync good: nothing after the last good one is believed.
      await this.#abandon(file, segment);
      throw cause;
    }
    group.noteIn(segment.index, position);
    segment.length = position + bytes.length;
  }

  /** Whether the last write failed and may have left records behind, so that its offsets must not be used again. */
  get tainted(): boolean {
    return this.#tainted;
  }

  /** Closes the segment if it holds anything and begins the next at `base`. */
  async roll(base: number): Promise<void> {
    if ((this.#segments.all.at(-1)?.length ?? 0) > 0) await this.begin(base);
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  async #prepare(bytes: number, offset: number): Promise<{ readonly file: DiskFile; readonly segment: Segment }> {
    const segment = this.#segments.all.at(-1);
    const full = segment !== undefined && segment.length > 0 && segment.length + bytes > this.#place.segmentBytes;
    if (segment === undefined || full || this.#abandoned) return this.begin(offset);
    this.#file ??= await this.#context.disk.open(segment.path, 'write');
    return { file: this.#file, segment };
  }

  /** Makes the segment that the next group goes to; its file and name are durable when this resolves. */
  async begin(base: number): Promise<{ readonly file: DiskFile; readonly segment: Segment }> {
    const { disk } = this.#context;
    const { folder } = this.#place;
    const segment = new Segment(disk, folder, base, 0);
    const file = await disk.open(segment.path, 'create');
    try {
      await disk.syncDirectory(folder);
      await this.close();
    } catch (cause) {
      await file.close();
      throw cause;
    }
    this.#file = file;
    this.#abandoned = false;
    const first = this.#segments.all.length === 0;
    this.#segments.add(segment);
    if (!first) this.#rolled();
    return { file, segment };
  }

  async #undo(file: DiskFile, segment: Segment): Promise<void> {
    try {
      await file.truncate(segment.length);
      await file.datasync();
    } catch (cause) {
      this.#warn(cause, segment);
      await this.#leave(file);
    }
  }

  async #abandon(file: DiskFile, segment: Segment): Promise<void> {
    try {
      await file.truncate(segment.length);
      await file.datasync();
    } catch (cause) {
      this.#warn(cause, segment);
    }
    await this.#leave(file);
  }

  async #leave(file: DiskFile): Promise<void> {
    this.#file = undefined;
    this.#abandoned = true;
    this.#tainted = true;
    await file.close().catch((cause: unknown) => this.#context.logger.warn({ err: asError(cause) }, 'closing failed'));
  }

  #warn(cause: unknown, segment: Segment): void {
    const { topic, partition } = this.#place;
    const details = { err: asError(cause), topic, partition, file: segment.path, position: segment.length };
    this.#context.logger.warn(details, 'a failed write could not be taken back; going on in a new segment');
  }
}

export interface SegmentWriterOptions {
  readonly segments: SegmentList;
  readonly abandoned: boolean;
  readonly rolled: () => void;
}
