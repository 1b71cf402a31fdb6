import { asError, type Clock, type Logger } from '@fieldline/platform';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import {
  encodeLivePosition,
  LIVE_SOURCES,
  type LivePosition,
  type LiveSource,
} from '../../domain/live/live-position.js';
import { wants } from './live-audience.js';
import type { LiveHistory, SourcedRecord } from './live-history.js';
import type { LiveReader } from './live-reader.js';
import { EVENT_OF, eventData, eventText } from './live-text.js';

export interface ReplayParts {
  readonly history: LiveHistory;
  readonly reader: LiveReader;
  readonly clock: Clock;
  readonly logger: Logger;
  /** By the key of a record. */
  readonly deviceOf: (deviceId: string) => FleetDevice | undefined;
}

type OwnPosition = Record<LiveSource, number[]>;

/** Of text, and records looked at, before the reader and the rest of the process have their turn. */
const CHUNK_CHARACTERS = 64 * 1024;
const CHUNK_RECORDS = 2_000;

/**
 * Gives a reader what came after its position, at its own pace, then calls `join` in the very turn in which it has all that
 * there is; with true where something after its position is kept no more.
 */
export async function replay(parts: ReplayParts, from: LivePosition, join: (lost: boolean) => void): Promise<void> {
  const { history, reader, clock } = parts;
  const position = copyOf(from);
  while (!reader.closed) {
    if (!history.reachesBack(position)) return join(true);
    const { text, ended } = chunkAfter(parts, position);
    if (text !== '') await reader.sendAndWait(Buffer.from(text));
    else if (ended) return join(false);
    await new Promise<void>((resolve) => clock.defer(resolve));
  }
}

/** Moves the position beyond what it looked at. */
function chunkAfter(parts: ReplayParts, position: OwnPosition): { readonly text: string; readonly ended: boolean } {
  const { history, logger } = parts;
  let text = '';
  for (let looked = 0; looked < CHUNK_RECORDS && text.length < CHUNK_CHARACTERS; looked += 1) {
    const next = history.next(position);
    if (next === undefined) return { text, ended: true };
    position[next.source][next.partition] = next.record.offset + 1;
    try {
      text += textFor(parts, next, position);
    } catch (thrown) {
      const { key, offset } = next.record;
      logger.error({ err: asError(thrown), key, offset }, 'a record is not told');
    }
  }
  return { text, ended: false };
}

function textFor({ reader, deviceOf }: ReplayParts, { source, record }: SourcedRecord, position: OwnPosition): string {
  const entry = record.entry ?? deviceOf(record.key);
  if (entry === undefined || !wants(reader.filter, EVENT_OF[source], entry)) return '';
  return eventText(EVENT_OF[source], encodeLivePosition(position), eventData(source, record, entry));
}

function copyOf(position: LivePosition): OwnPosition {
  return Object.fromEntries(LIVE_SOURCES.map((source) => [source, [...position[source]]])) as OwnPosition;
}
