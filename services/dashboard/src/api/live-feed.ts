import { after } from '../app/browser-clock.js';
import { lets, liveUrl, unionOf, type LiveEvent, type LiveEventName, type LiveFilter } from './live-filter.js';

const NAMES: readonly LiveEventName[] = ['reading', 'refused', 'connection', 'device'];
/** Parts of a page come and go together; one new connection serves them all. */
const SETTLE_MS = 50;
/** Events reach React in batches, so that a busy fleet does not render for each. */
const BATCH_MS = 150;
/** Beyond so many waiting, the oldest go, and what is shown is fetched anew: a page in the background stays small. */
const MOST_WAITING = 5_000;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

export type OnEvents = (events: readonly LiveEvent[]) => void;

interface Listeners {
  /** The feed runs, for the first time or again. */
  opened(): void;
  /** It broke; it is being mended. */
  broke(): void;
  /** Events were lost: what is shown has to be fetched anew. */
  gap(): void;
}

/** One server-sent-events connection for all parts of a page; goes on after the last event seen. */
export class LiveFeed {
  private readonly parts = new Map<symbol, { readonly filter: LiveFilter; readonly onEvents: OnEvents }>();
  private source: EventSource | undefined;
  private url: string | undefined;
  private lastEventId: string | undefined;
  private waiting: LiveEvent[] = [];
  private failures = 0;
  private cancelSettle: (() => void) | undefined;
  private cancelBatch: (() => void) | undefined;
  private cancelRetry: (() => void) | undefined;

  constructor(private readonly listeners: Listeners) {}

  /** Tells what the filter lets through until the answer is called. */
  listen(filter: LiveFilter, onEvents: OnEvents): () => void {
    const key = Symbol();
    this.parts.set(key, { filter, onEvents });
    this.settle();
    return () => {
      this.parts.delete(key);
      this.settle();
    };
  }

  /** Connects anew at once unless it runs, such as when the network came back. */
  mend(): void {
    if (this.source?.readyState === EventSource.OPEN) return;
    this.failures = 0;
    this.close();
    this.settle();
  }

  private settle(): void {
    this.cancelSettle?.();
    this.cancelSettle = after(SETTLE_MS, () => {
      if (this.parts.size === 0) return this.close();
      const url = liveUrl(unionOf([...this.parts.values()].map(({ filter }) => filter)));
      if (url !== this.url || this.source === undefined) this.open(url);
    });
  }

  private open(url: string): void {
    const filter = unionOf([...this.parts.values()].map((part) => part.filter));
    this.close();
    this.url = url;
    const source = new EventSource(liveUrl(filter, this.lastEventId), { withCredentials: true });
    this.source = source;
    source.onopen = () => {
      this.failures = 0;
      this.listeners.opened();
    };
    source.onerror = () => this.retry(source);
    for (const name of NAMES) source.addEventListener(name, (message) => this.take(name, message));
    source.addEventListener('gap', (message) => {
      this.lastEventId = message.lastEventId || this.lastEventId;
      this.listeners.gap();
    });
  }

  /** Not left to the browser: it gives up on an answer that is no feed, such as a 503 while the server starts. */
  private retry(source: EventSource): void {
    if (source !== this.source) return;
    this.close();
    this.listeners.broke();
    this.cancelRetry = after(RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)] ?? 0, () => this.settle());
  }

  private close(): void {
    this.cancelRetry?.();
    this.source?.close();
    this.source = undefined;
    this.url = undefined;
  }

  private take(name: LiveEventName, message: MessageEvent): void {
    this.lastEventId = message.lastEventId || this.lastEventId;
    if (this.waiting.length >= MOST_WAITING) {
      this.waiting = [];
      this.listeners.gap();
    }
    this.waiting.push({ event: name, ...(JSON.parse(String(message.data)) as object) } as LiveEvent);
    this.cancelBatch ??= after(BATCH_MS, () => this.deliver());
  }

  private deliver(): void {
    this.cancelBatch = undefined;
    const events = this.waiting;
    this.waiting = [];
    for (const { filter, onEvents } of [...this.parts.values()]) {
      const wanted = events.filter((event) => lets(filter, event));
      if (wanted.length > 0) onEvents(wanted);
    }
  }
}
