import { RecordingError, type ReplayReading } from '@fieldline/domain-pack';

/** Ingestion takes no larger payload; the link's own limit for a packet lies above it. */
export const MOST_PAYLOAD_BYTES = 65_536;
/** UTF-8 of one UTF-16 code unit in JSON: at most an escape such as `\u0001`. */
const MOST_BYTES_PER_UNIT = 6;
/** The longest double in JSON with its comma. */
const NUMBER_UNITS = 26;

/** A reading as its device sends it. */
export function readingText({ measuredAt, values }: ReplayReading): string {
  return JSON.stringify({ ts: measuredAt, values });
}

/** Throws a {@link RecordingError} for a reading that no message can hold. */
export function assertSendable(reading: ReplayReading): void {
  // written out only where it may be too large
  if (unitsOf(reading) * MOST_BYTES_PER_UNIT < MOST_PAYLOAD_BYTES) return;
  const bytes = Buffer.byteLength(readingText(reading));
  if (bytes <= MOST_PAYLOAD_BYTES) return;
  throw new RecordingError(`the reading has ${bytes} bytes, a message takes ${MOST_PAYLOAD_BYTES}`, 'size');
}

function unitsOf({ values }: ReplayReading): number {
  let units = NUMBER_UNITS + 20;
  for (const [metric, value] of Object.entries(values)) {
    units += metric.length + 4;
    units +=
      typeof value === 'string' ? value.length : Array.isArray(value) ? value.length * NUMBER_UNITS : NUMBER_UNITS;
  }
  return units;
}
