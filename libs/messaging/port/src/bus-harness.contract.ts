import { sleep, systemClock } from '@fieldline/platform';
import type { LogRecord, MessageBus, OutgoingRecord } from './message-bus.js';
import type { TopicDeclaration } from './topic-declaration.js';

/** A process of its own that publishes numbers to a topic until it is killed. */
export interface PublisherProcess {
  /** The numbers whose publish has resolved so far. */
  acknowledged(): readonly number[];
  /** SIGKILL; resolves when the process is gone and everything it said was read. */
  kill(): Promise<void>;
}

/** One log of its own with the topics asked for; what it keeps outlives a bus. */
export interface MessageBusHarness {
  /** A bus on the log. Only one is open at a time. */
  open(): Promise<MessageBus>;
  /** Starts a process that opens the log and publishes `numbered(topic, n)` for n = first, first + 1, … No bus is open meanwhile. */
  spawnPublisher(topic: string, first: number): Promise<PublisherProcess>;
  /** Makes the log take nothing until the function that comes back is called. */
  withhold(): () => void;
  /** Stops what is left and removes the log. */
  dispose(): Promise<void>;
}

export type OpenHarness = (topics: readonly TopicDeclaration[]) => Promise<MessageBusHarness>;

export const EVENTS: TopicDeclaration = { name: 'test.events.v1', partitions: 4, cleanup: 'delete' };
export const SINGLE: TopicDeclaration = { name: 'test.single.v1', partitions: 1, cleanup: 'delete' };
export const STATE: TopicDeclaration = { name: 'test.state.v1', partitions: 2, cleanup: 'compact' };
export const TOPICS = [EVENTS, SINGLE, STATE];

const KEYS = 10;

/** The record of a number, of one of ten keys. */
export function numbered(topic: string, n: number): OutgoingRecord {
  return { topic, key: `key-${n % KEYS}`, value: Buffer.from(String(n)) };
}

export function numberedFrom(topic: string, first: number, count: number): OutgoingRecord[] {
  return Array.from({ length: count }, (_, at) => numbered(topic, first + at));
}

export function numberOf(record: LogRecord): number {
  return Number(record.value.toString());
}

/** The numbers of each key in the order in which they came. */
export function byKey(records: readonly LogRecord[]): ReadonlyMap<string, readonly number[]> {
  const keys = new Map<string, number[]>();
  for (const record of records) {
    const numbers = keys.get(record.key);
    if (numbers === undefined) keys.set(record.key, [numberOf(record)]);
    else numbers.push(numberOf(record));
  }
  return keys;
}

const PATIENCE_MS = 20_000;

/** Resolves once `condition` holds; rejects after 20 s with what was waited for. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = systemClock.monotonic() + PATIENCE_MS;
  while (!condition()) {
    if (systemClock.monotonic() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(systemClock, 5);
  }
}
