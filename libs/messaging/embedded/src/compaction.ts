import { join } from 'node:path';
import { frameKey, frameOffset } from './frame.js';
import { walkFrames } from './frame-walk.js';
import { FrameSink } from './frame-sink.js';
import type { LogContext } from './log-context.js';
import type { PartitionLog } from './partition-log.js';
import { sourceOf } from './partition-reader.js';
import { compactingName } from './segment-name.js';
import { Segment } from './segment.js';

/** Rewrites the closed segments of a compacted topic's partition so that of each key only the last record stays, with its offset. */
export class Compaction {
  readonly #context: LogContext;
  readonly #log: PartitionLog;
  /** Segments below this offset hold nothing that an earlier run would have dropped. */
  #cleanUntil = 0;
  #cleanBytes = 0;

  constructor(context: LogContext, log: PartitionLog) {
    this.#context = context;
    this.#log = log;
  }

  /** Runs when what was closed since the last run is at least half of what that run left; the first time from two segments on. */
  async run(signal: AbortSignal): Promise<void> {
    const { closed } = this.#log.segments;
    const last = closed.at(-1);
    const dirty = closed.filter(({ base }) => base >= this.#cleanUntil).reduce((sum, { length }) => sum + length, 0);
    if (last === undefined || dirty === 0 || dirty < this.#cleanBytes / 2) return;
    if (this.#cleanUntil === 0 && closed.length < 2) return;
    const survey = await this.#survey(closed, signal);
    for (const run of this.#runs(closed, survey)) {
      if (signal.aborted) return;
      await this.#rewrite(run, survey);
    }
    this.#cleanUntil = last.base + 1;
    this.#cleanBytes = this.#log.segments.closed
      .filter(({ base }) => base < this.#cleanUntil)
      .reduce((sum, { length }) => sum + length, 0);
  }

  async #survey(closed: readonly Segment[], signal: AbortSignal): Promise<Survey> {
    const survey: Survey = { latest: new Map(), keptBytes: new Map(), damaged: new Set() };
    for (const segment of closed) {
      if (signal.aborted) break;
      survey.keptBytes.set(segment, 0);
      await this.#walk(segment, {
        frame: (bytes, at, size) =>
          note(survey, frameKey(bytes, at), { segment, offset: frameOffset(bytes, at), size }),
        damaged: () => survey.damaged.add(segment),
      });
    }
    return survey;
  }

  /** Consecutive segments that become one. A damaged segment stays as it is: what it still holds may be wanted. */
  #runs(closed: readonly Segment[], { keptBytes, damaged }: Survey): readonly (readonly Segment[])[] {
    const runs: Segment[][] = [];
    let room = 0;
    for (const segment of closed) {
      const bytes = keptBytes.get(segment) ?? segment.length;
      const current = runs.at(-1);
      if (damaged.has(segment)) {
        room = 0;
      } else if (current !== undefined && bytes <= room) {
        current.push(segment);
        room -= bytes;
      } else {
        runs.push([segment]);
        room = this.#log.place.segmentBytes - bytes;
      }
    }
    return runs.filter((run) => run.length > 1 || run.some((segment) => keptBytes.get(segment) !== segment.length));
  }

  async #rewrite(run: readonly Segment[], survey: Survey): Promise<void> {
    const [first, ...others] = run;
    if (first === undefined) return;
    const { disk, logger } = this.#context;
    const { folder, topic, partition } = this.#log.place;
    const draft = join(folder, compactingName(first.base));
    const length = await this.#copyLatest(run, survey, draft);
    const compacted = new Segment(disk, folder, first.base, length);
    const before = run.reduce((sum, segment) => sum + segment.length, 0);
    await this.#log.segments.gate.exclusive(async () => {
      await disk.rename(draft, first.path);
      this.#log.segments.replace(run, compacted);
      // Only when the new file has its name for good may those go whose records it took over.
      await disk.syncDirectory(folder);
      for (const segment of others) await disk.remove(segment.path);
      await disk.syncDirectory(folder);
    });
    logger.debug({ topic, partition, before, after: length, segments: run.length }, 'segments were compacted');
  }

  async #copyLatest(run: readonly Segment[], { latest }: Survey, draft: string): Promise<number> {
    const file = await this.#context.disk.open(draft, 'create');
    try {
      const sink = new FrameSink(file);
      let written = -1;
      for (const segment of run) {
        await this.#walk(segment, {
          frame: (bytes, at, size) => {
            const offset = frameOffset(bytes, at);
            if (offset <= written || latest.get(frameKey(bytes, at))?.offset !== offset) return;
            sink.add(bytes, at, size);
            written = offset;
          },
          damaged: () => {
            throw new Error(`${segment.path} was damaged while it was compacted`);
          },
          pause: () => sink.flush(),
        });
      }
      await sink.flush();
      await file.datasync();
      return sink.length;
    } finally {
      await file.close();
    }
  }

  async #walk(segment: Segment, visitor: SegmentVisitor): Promise<void> {
    const { topic, partition } = this.#log.place;
    const endOffset = this.#log.endOffset;
    const source = sourceOf(segment, endOffset);
    const paused = async (position: number, length: number): Promise<Buffer> => {
      await visitor.pause?.();
      return source.read(position, length);
    };
    await walkFrames(
      { ...source, read: paused },
      { position: 0, offset: segment.base },
      {
        frame: (bytes, at, size) => {
          visitor.frame(bytes, at, size);
          return true;
        },
        damage: (damaged) => {
          const end = this.#log.segments.after(segment)?.base ?? endOffset;
          this.#context.damage.add({ topic, partition }, { segment, damaged, endOffset: end });
          visitor.damaged();
        },
      },
    );
  }
}

interface SegmentVisitor {
  readonly frame: (bytes: Buffer, at: number, size: number) => void;
  readonly damaged: () => void;
  /** Awaited before each read. */
  readonly pause?: () => Promise<void>;
}

interface Place {
  readonly segment: Segment;
  readonly offset: number;
  readonly size: number;
}

interface Survey {
  readonly latest: Map<string, Place>;
  readonly keptBytes: Map<Segment, number>;
  readonly damaged: Set<Segment>;
}

function note({ latest, keptBytes }: Survey, key: string, place: Place): void {
  const earlier = latest.get(key);
  if (earlier !== undefined && earlier.offset >= place.offset) return;
  if (earlier !== undefined) keptBytes.set(earlier.segment, (keptBytes.get(earlier.segment) ?? 0) - earlier.size);
  keptBytes.set(place.segment, (keptBytes.get(place.segment) ?? 0) + place.size);
  latest.set(key, place);
}
