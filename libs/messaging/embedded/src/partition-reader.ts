import type { FetchedRecords, LogRecord } from '@fieldline/messaging';
import { frameOffset, readRecord } from './frame.js';
import { walkChunk, type FrameSource, type FrameVisitor, type WalkPoint } from './frame-walk.js';
import type { LogContext, PartitionPlace } from './log-context.js';
import type { Segment } from './segment.js';
import type { SegmentList } from './segment-list.js';
import type { BatchBounds } from './tail-cache.js';

/** Where a reader stands in the files; a hint that saves looking the offset up again. */
export interface ReadCursor {
  segment?: Segment;
  point?: WalkPoint;
}

export interface ReadRequest {
  readonly from: number;
  /** One past the last durable record. */
  readonly end: number;
  readonly bounds: BatchBounds;
  readonly cursor: ReadCursor;
}

/** Reads a partition's files, about 1 MiB at a time, for those who lag behind what is in memory. */
export class PartitionReader {
  readonly #context: LogContext;
  readonly #place: PartitionPlace;
  readonly #segments: SegmentList;

  constructor(context: LogContext, place: PartitionPlace, segments: SegmentList) {
    this.#context = context;
    this.#place = place;
    this.#segments = segments;
  }

  /** The next records; none where only skipped bytes or a gap were passed. */
  read(request: ReadRequest): Promise<FetchedRecords> {
    return this.#segments.gate.shared(() => this.#read(request));
  }

  async #read(request: ReadRequest): Promise<FetchedRecords> {
    const { from, end, cursor } = request;
    const segment = this.#segments.holding(from);
    if (segment === undefined) return { records: [], nextOffset: end };
    const known = cursor.segment === segment && cursor.point !== undefined && cursor.point.offset <= from;
    const start = known && cursor.point !== undefined ? cursor.point : segment.locate(from);
    if (start.position >= segment.length) return { records: [], nextOffset: this.#beyond(segment, request) };
    const collected = new Collector(request, this.#damageIn(segment, end));
    const step = await walkChunk(sourceOf(segment, end), start, collected);
    cursor.segment = segment;
    cursor.point = step;
    const passed = step.position >= segment.length ? this.#beyond(segment, request) : from;
    return { records: collected.records, nextOffset: Math.max(passed, step.offset) };
  }

  /** Where a reader goes on that has come to a segment's end. */
  #beyond(segment: Segment, { from, end }: ReadRequest): number {
    return Math.max(from, this.#segments.after(segment)?.base ?? end);
  }

  #damageIn(segment: Segment, end: number): FrameVisitor['damage'] {
    const { topic, partition } = this.#place;
    const endOffset = this.#segments.after(segment)?.base ?? end;
    return (damaged) => this.#context.damage.add({ topic, partition }, { segment, damaged, endOffset });
  }
}

class Collector implements FrameVisitor {
  readonly records: LogRecord[] = [];
  readonly damage: FrameVisitor['damage'];
  readonly #from: number;
  readonly #bounds: BatchBounds;
  #bytes = 0;

  constructor({ from, bounds }: ReadRequest, damage: FrameVisitor['damage']) {
    this.#from = from;
    this.#bounds = bounds;
    this.damage = damage;
  }

  frame(bytes: Buffer, at: number, size: number): boolean {
    if (frameOffset(bytes, at) < this.#from) return true;
    const full = this.records.length === this.#bounds.maxRecords || this.#bytes + size > this.#bounds.maxBytes;
    if (full && this.records.length > 0) return false;
    this.records.push(readRecord(bytes, at));
    this.#bytes += size;
    return true;
  }
}

/** A segment as far as it is durable now. */
export function sourceOf(segment: Segment, endOffset: number): FrameSource {
  return { length: segment.length, endOffset, read: (position, length) => segment.read(position, length) };
}
