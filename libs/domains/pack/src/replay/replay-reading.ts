import type { MetricValue } from '@fieldline/contracts';
import { apartInstants } from './equal-instants.js';
import { RecordingError, type Field } from './recording-error.js';
import { deviceOf } from './replay-device.js';
import type { ReplayMapping } from './replay-mapping.js';
import { columnValues } from './replay-columns.js';
import { eventValues } from './replay-events.js';
import { replayClock } from './replay-time.js';
import { signalClock } from './signal-clock.js';

/** One row as a device would have sent it. */
export interface ReplayReading {
  readonly externalId: string;
  /** ms since 1970. */
  readonly measuredAt: number;
  readonly values: Readonly<Record<string, MetricValue>>;
}

export interface ReplayRow {
  /** Absent where the row holds no value. */
  readonly reading?: ReplayReading;
  /** Values the row declares missing. */
  readonly missing: number;
  /** The row tells what is declared not to be replayed, or only the time; one without reading that does not has no value. */
  readonly ignored?: true;
}

/** Values of a row, and how many it declares missing. */
export interface RowValues {
  readonly values: Readonly<Record<string, MetricValue>>;
  readonly missing: number;
  /** See {@link ReplayRow}. */
  readonly ignored?: true;
}

/**
 * Makes the function that turns the rows of one file into readings, in file order; kept between them are only start,
 * clock and the last instant of each metric. It throws {@link RecordingError} for a row without usable time or device, and
 * goes on with the next. A row that cannot even be cut into fields is undefined: it takes its place among the others.
 */
export function replayRows(
  mapping: ReplayMapping,
  fileName: string,
): (row: readonly string[] | undefined) => ReplayRow {
  const places = new Map(mapping.header.map((column, at) => [column, at]));
  const externalIdOf = deviceOf(mapping, fileName);
  const valuesOf = mapping.events === undefined ? columnValues(mapping) : eventValues(mapping, mapping.events);
  const measuredAt =
    mapping.time.kind === 'signal-clock' ? signalClock(mapping, mapping.time) : replayClock(mapping.time);
  const apart = mapping.equalInstants === 'next-millisecond' ? apartInstants() : undefined;
  let index = 0;
  return (row) => {
    const place = index++;
    if (row === undefined) return { missing: 0 };
    const field: Field = (column) => {
      const text = row[places.get(column) ?? -1];
      if (text === undefined) throw new RecordingError(`there is no column '${column}'`);
      return text;
    };
    const externalId = externalIdOf(field);
    const at = measuredAt({ field, externalId, index: place });
    const { values, missing, ignored } = valuesOf(field);
    const metrics = Object.keys(values);
    if (metrics.length === 0) return { missing, ...(ignored && { ignored }) };
    return { reading: { externalId, measuredAt: apart?.(externalId, metrics, at) ?? at, values }, missing };
  };
}
