import type { CallerIdentity } from '@fieldline/http';
import {
  asError,
  Counter,
  Gauge,
  TooManyRequestsError,
  type Clock,
  type Logger,
  type Metrics,
} from '@fieldline/platform';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import { decodeLivePosition, encodeLivePosition, type LiveSource } from '../../domain/live/live-position.js';
import type { CallerCredentials, CallerStanding } from '../../ports/caller-standing.js';
import type { FleetNews } from '../fleet/fleet-view.js';
import { LiveAudiences, type LiveFilter } from './live-audience.js';
import { LiveHistory, type LivePlace, type LiveRecord } from './live-history.js';
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

export interface LiveLimits {
  readonly maxReaders: number;
  readonly maxReadersPerCaller: number;
  /** That a reader has not taken. */
  readonly maxPendingBytes: number;
}

const LIMITS: LiveLimits = { maxReaders: 1_000, maxReadersPerCaller: 50, maxPendingBytes: 256 * 1024 };

export interface LiveRequest {
  readonly caller: CallerIdentity;
  readonly credentials: CallerCredentials;
  readonly filter: LiveFilter;
  readonly lastEventId: string | undefined;
}

/** A reader that lost its connection comes back after so long, ms. */
const RETRY_MS = 2_000;
const RETRY_AFTER_SECONDS = 10;
/** Many readers are many writes, so what comes is gathered a little longer for them. */
const LEAST_GATHER_MS = 10;
const READERS_PER_GATHER_MS = 20;
const MOST_GATHERED = 128 * 1024;

/** What arrives, to all who read it: each record is decoded at most once, and put into bytes once for all who want the same. */
export class LiveFeed {
  readonly #parts: LiveFeedParts;
  readonly #limits: LiveLimits;
  readonly #history = new LiveHistory();
  readonly #audiences = new LiveAudiences();
  readonly #readers = new Set<LiveReader>();
  /** By source and partition that still read what was there before them: the offset at which they are done. */
  readonly #behind = new Map<string, number>();
  #ready: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  readonly #dropped: Counter;
  readonly #upkeep: LiveUpkeep;
  #gathering = false;
  #closed = false;

  constructor(parts: LiveFeedParts) {
    this.#parts = parts;
    this.#limits = { ...LIMITS, ...parts.limits };
    const registers = [parts.metrics];
    this.#dropped = new Counter({
      name: 'fieldline_gateway_live_readers_dropped_total',
      help: 'Readers of the live feed that were disconnected because they did not read',
      registers,
    });
    const readers = this.#readers;
    new Gauge({
      name: 'fieldline_gateway_live_readers',
      help: 'Readers of the live feed now',
      registers,
      collect() {
        this.set(readers.size);
      },
    });
    for (const source of ['c', 'd'] as const) this.#history.begin(source, 0, 0);
    const beat = (): Buffer => this.#beat();
    this.#upkeep = new LiveUpkeep({ ...parts, readers, beat });
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  /** A partition is read from `start`; what stands before `end` is no news. */
  begin({ source, partition, start, end }: LivePlace & { readonly start: number; readonly end: number }): void {
    this.#history.begin(source, partition, start);
    if (start < end) this.#behind.set(source + partition, end);
  }

  /** A record; `entry` is its device where it is known. Only what is `fresh` is told, all may be resumed from. */
  take(place: LivePlace, record: LiveRecord, entry: FleetDevice | undefined, fresh: boolean): void {
    this.#history.add(place, record);
    if (fresh && entry !== undefined && !this.#audiences.isEmpty) this.#tell(place.source, record, entry);
  }

  /** All of a partition before `offset` was taken. */
  reached({ source, partition }: LivePlace, offset: number): void {
    const place = source + partition;
    if (offset < (this.#behind.get(place) ?? Infinity)) return;
    this.#behind.delete(place);
    if (this.#behind.size === 0) this.#ready?.resolve();
  }

  /** The fleet view's listener. */
  readonly onNews = ({ record, entry, kind, change }: FleetNews, fresh: boolean): void => {
    const live = change === undefined ? { ...record, entry } : { ...record, entry, change };
    this.take({ source: kind === 'device' ? 'd' : 'c', partition: 0 }, live, entry, fresh);
  };

  /** Resolves when what is kept to go on from is all there. */
  whenReady(): Promise<void> {
    if (this.#behind.size === 0) return Promise.resolve();
    if (this.#ready === undefined) {
      let resolve: () => void = () => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.#ready = { promise, resolve };
    }
    return this.#ready.promise;
  }

  /** Throws TooManyRequestsError where one more reader is too many. */
  admit(caller: CallerIdentity): void {
    const { maxReaders, maxReadersPerCaller } = this.#limits;
    if (this.#readers.size >= maxReaders) {
      throw new TooManyRequestsError(`the live feed has ${maxReaders} readers, which is the most`, RETRY_AFTER_SECONDS);
    }
    let own = 0;
    for (const { caller: other } of this.#readers) if (isSame(other, caller)) own += 1;
    if (own < maxReadersPerCaller) return;
    const most = `you have ${maxReadersPerCaller} streams of the live feed open, which is the most; close one`;
    throw new TooManyRequestsError(most, RETRY_AFTER_SECONDS);
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
      if (audience.length >= MOST_GATHERED) audience.flush();
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

function isSame(a: CallerIdentity, b: CallerIdentity): boolean {
  return a.tenantId === b.tenantId && a.kind === b.kind && a.id === b.id;
}
