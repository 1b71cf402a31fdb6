import type { CallerIdentity } from '@fieldline/http';
import { asError, type Clock, type Counter, type Logger, type Metrics } from '@fieldline/platform';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import { decodeLivePosition, encodeLivePosition, type LiveSource } from '../../domain/live/live-position.js';
import type { CallerCredentials, CallerStanding } from '../../ports/caller-standing.js';
import type { FleetNews } from '../fleet/fleet-view.js';
import { checkAdmission, LIVE_LIMITS, type LiveLimits } from './live-admission.js';
import { LiveAudiences, type LiveFilter } from './live-audience.js';
import { LiveHistory, type LivePlace, type LiveRecord } from './live-history.js';
import { liveMetrics } from './live-metrics.js';
import { LiveReader, type LiveSink } from './live-reader.js';
import { replay } from './live-replay.js';
import { EVENT_OF, eventData, eventText } from './live-text.js';
import { LiveUpkeep } from './live-upkeep.js';

export interface LiveFeedParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly standing: CallerStanding;
  /** By the key of a record. */
  readonly deviceOf: (deviceId: string) => FleetDevice | undefined;
  readonly limits?: Partial<LiveLimits>;
}

export interface LiveRequest {
  readonly caller: CallerIdentity;
  readonly credentials: CallerCredentials;
  readonly filter: LiveFilter;
  readonly lastEventId: string | undefined;
}

/** A reader that lost its connection comes back after so long, ms. */
const RETRY_MS = 2_000;
/** Many readers are many writes, so what comes is gathered a little longer for them. */
const LEAST_GATHER_MS = 10;
const READERS_PER_GATHER_MS = 20;

/** What arrives, to all who read it: each record is decoded at most once, and put into bytes once for all who want the same. */
export class LiveFeed {
  readonly #parts: LiveFeedParts;
  readonly #limits: LiveLimits;
  readonly #history = new LiveHistory();
  readonly #audiences = new LiveAudiences();
  readonly #readers = new Set<LiveReader>();
  readonly #dropped: Counter;
  readonly #upkeep: LiveUpkeep;
  #gathering = false;
  #relief: Promise<void> | undefined;
  #closed = false;

  constructor(parts: LiveFeedParts) {
    this.#parts = parts;
    this.#limits = { ...LIVE_LIMITS, ...parts.limits };
    this.#dropped = liveMetrics(parts.metrics, this.#readers);
    for (const source of ['c', 'd'] as const) this.#history.begin({ source, partition: 0, start: 0, end: 0 });
    const beat = (): Buffer => this.#beat();
    this.#upkeep = new LiveUpkeep({ ...parts, readers: this.#readers, beat });
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  /** What a reader may go on from. */
  get history(): LiveHistory {
    return this.#history;
  }

  /** A record; `entry` is its device where it is known. Only what is `fresh` is told, all may be resumed from. */
  take(place: LivePlace, record: LiveRecord, entry: FleetDevice | undefined, fresh: boolean): void {
    this.#history.add(place, record);
    if (fresh && entry !== undefined && !this.#audiences.isEmpty) this.#tell(place.source, record, entry);
  }

  /** There is much to send: whoever has more waits for it, so that sockets have their turn and a fast reader is no slow one. */
  get relief(): Promise<void> | undefined {
    return this.#relief;
  }

  /** The fleet view's listener. */
  readonly onNews = ({ record, entry, kind, change }: FleetNews, fresh: boolean): void => {
    const live = change === undefined ? { ...record, entry } : { ...record, entry, change };
    this.take({ source: kind === 'device' ? 'd' : 'c', partition: 0 }, live, entry, fresh);
  };

  /** Throws TooManyRequestsError where one more reader is too many. */
  admit(caller: CallerIdentity): void {
    checkAdmission(caller, this.#readers, this.#limits);
  }

  /** The sink gets events until it closes. To be called in the turn in which {@link LiveFeed.admit} let it. */
  open(request: LiveRequest, sink: LiveSink): void {
    const { maxPendingBytes } = this.#limits;
    const reader = new LiveReader({ ...request, sink, maxPendingBytes, onTooSlow: (slow) => this.#drop(slow) });
    this.#readers.add(reader);
    reader.onClosed(() => this.#readers.delete(reader));
    if (this.#closed) return reader.end();
    this.#upkeep.run();
    reader.send(Buffer.from(`retry: ${RETRY_MS}\n\n`));
    const position = decodeLivePosition(request.lastEventId ?? '');
    if (request.lastEventId === undefined) this.#join(reader, false);
    else if (position === undefined) this.#join(reader, true);
    else void replay({ ...this.#parts, history: this.#history, reader }, position, (lost) => this.#join(reader, lost));
  }

  /** Ends every stream. */
  close(): void {
    this.#closed = true;
    this.#upkeep.close();
    for (const reader of this.#readers) reader.end();
  }

  #join(reader: LiveReader, lost: boolean): void {
    if (reader.closed) return;
    const audience = this.#audiences.of(reader.filter);
    // What was gathered before is older than where this reader begins.
    audience.flush();
    const id = this.#id();
    reader.send(Buffer.from(lost ? eventText('gap', id, '{}') : `id: ${id}\n\n`));
    reader.joined = true;
    audience.readers.add(reader);
    reader.onClosed(() => this.#audiences.leave(audience, reader));
  }

  #tell(source: LiveSource, record: LiveRecord, entry: FleetDevice): void {
    let text: string | undefined;
    for (const audience of this.#audiences.wanting(EVENT_OF[source], entry)) {
      text ??= this.#text(source, record, entry);
      if (text === undefined) return;
      audience.gather(text);
      if (audience.length >= this.#limits.maxPendingBytes / 4) this.#flushAtOnce();
      else this.#flushSoon();
    }
  }

  #text(source: LiveSource, record: LiveRecord, entry: FleetDevice): string | undefined {
    try {
      return eventText(EVENT_OF[source], this.#id(), eventData(source, record, entry));
    } catch (thrown) {
      this.#parts.logger.error(
        { err: asError(thrown), key: record.key, offset: record.offset },
        'a record is not told',
      );
      return undefined;
    }
  }

  #flushSoon(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const delayMs = LEAST_GATHER_MS + this.#readers.size / READERS_PER_GATHER_MS;
    this.#parts.clock.setTimer(() => this.#flush(), delayMs, { unref: true });
  }

  #flushAtOnce(): void {
    this.#relief ??= new Promise((resolve) => {
      this.#parts.clock.defer(() => {
        this.#relief = undefined;
        this.#flush();
        resolve();
      });
    });
  }

  #flush(): void {
    this.#gathering = false;
    for (const audience of this.#audiences.all) audience.flush();
  }

  /** A comment that keeps proxies from ending the stream, and where it is, for a reader whose filter lets little through. */
  #beat(): Buffer {
    this.#flush();
    return Buffer.from(`:\nid: ${this.#id()}\n\n`);
  }

  #id(): string {
    return encodeLivePosition(this.#history.position());
  }

  #drop(reader: LiveReader): void {
    if (!this.#readers.delete(reader)) return;
    this.#dropped.inc();
    reader.drop();
  }
}
