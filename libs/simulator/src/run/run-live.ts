import { sleep, type Clock } from '@fieldline/platform';
import { DueQueue } from '../schedule/due-queue.js';
import { nextSendTime, onGrain } from '../schedule/send-times.js';
import { stormTime } from '../schedule/storm-time.js';
import { untilAcknowledged } from './until-acknowledged.js';
import type { Sender } from './sender.js';

/** How finely time is cut: what is due within it goes out together. */
const TICK_MS = 20;
/** Messages in flight get so long before a storm drops their connection. */
const STORM_WAIT_MS = 10_000;

export interface LiveParts {
  readonly senders: readonly Sender[];
  readonly clock: Clock;
  /** Infinity: until the signal. */
  readonly durationMs: number;
  readonly storms: boolean;
  readonly signal: AbortSignal;
  readonly onTick: () => void;
}

/**
 * Lets the devices send, each at its times, until the duration is over or the signal comes. Returns how many connections
 * storms have dropped.
 */
export async function runLive(parts: LiveParts): Promise<number> {
  const { senders, clock, durationMs, signal, onTick } = parts;
  const queue = new DueQueue<Sender>();
  for (const sender of senders) queue.add(nextSendTime(sender.parts.times, onGrain(clock.now())), sender);
  const startedAt = clock.monotonic();
  let storms = 0;
  let dropped = 0;
  for (let passed = 0; passed < durationMs && !signal.aborted; passed = clock.monotonic() - startedAt) {
    takeTurns(queue, clock.now());
    if (parts.storms && passed >= stormTime(storms, durationMs)) {
      storms += 1;
      dropped += await storm(parts);
    }
    onTick();
    await sleep(clock, TICK_MS, signal);
  }
  return dropped;
}

/** After a stall the turns that are over are skipped: nobody measured then. */
function takeTurns(queue: DueQueue<Sender>, now: number): void {
  for (let due = queue.takeDue(now); due !== undefined; due = queue.takeDue(now)) {
    const { at, item: sender } = due;
    sender.turn(at);
    const { times } = sender.parts;
    const next = nextSendTime(times, at);
    const missed = next > now ? 0 : Math.floor((now - next) / times.intervalMs) + 1;
    sender.skipped += missed;
    queue.add(next + missed * times.intervalMs, sender);
  }
}

/**
 * Every device with nothing under way drops its connection in one moment. First all wait, so that no message is sent
 * again and the duplicates stay those that were asked for.
 */
async function storm({ senders, clock, signal }: LiveParts): Promise<number> {
  await untilAcknowledged(senders, { clock, signal, timeoutMs: STORM_WAIT_MS });
  const quiet = senders.filter(({ parts: { line } }) => line.connected && line.inFlight === 0);
  for (const { parts } of quiet) parts.line.drop();
  return quiet.length;
}
