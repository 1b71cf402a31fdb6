import { setMaxListeners } from 'node:events';
import type { DeviceLine } from '../line/device-line.js';
import { nextSendTime } from '../schedule/send-times.js';
import type { Sender } from './sender.js';

/** Devices that wait for an acknowledgement at once; each has one array under way. */
const AT_ONCE = 32;
/** Readings of one array, and its bytes: half of what the server reads as one payload. */
const ARRAY_READINGS = 100;
const ARRAY_BYTES = 32_768;

export interface HistoryParts {
  readonly senders: readonly Sender[];
  /** ms since 1970; the history begins there. */
  readonly from: number;
  /** And ends there. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Told after each acknowledged array how many readings it held, and the time of its last one. */
  readonly onSent: (readings: number, at: number) => void;
}

/** Sends all that the devices measured in that time, in arrays, as fast as it is acknowledged; all devices advance alike. */
export async function sendHistory(parts: HistoryParts): Promise<void> {
  setMaxListeners(AT_ONCE + 1, parts.signal);
  const queue = parts.senders.map((sender) => ({ sender, at: nextSendTime(sender.parts.times, parts.from - 1) }));
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !parts.signal.aborted; next = queue.shift()) {
      const { sender, at } = next;
      if (at > parts.now()) continue;
      const array = await sendArray(sender, at, parts);
      queue.push({ sender, at: array.nextAt });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function sendArray(sender: Sender, from: number, parts: HistoryParts): Promise<{ readonly nextAt: number }> {
  const { script, line, times } = sender.parts;
  const end = parts.now();
  const payloads: string[] = [];
  let at = from;
  for (let bytes = 0; at <= end && payloads.length < ARRAY_READINGS && bytes < ARRAY_BYTES;) {
    const { payload } = script.plain(at);
    payloads.push(payload);
    bytes += payload.length;
    at = nextSendTime(times, at);
  }
  await acknowledged(line, `[${payloads.join(',')}]`, parts.signal);
  parts.onSent(payloads.length, at);
  return { nextAt: at };
}

/** Resolves also when the signal comes. */
function acknowledged(line: DeviceLine, payload: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    line.send(payload, done);
  });
}
