import type { ReplayColumn, ReplayDevice, ReplayMapping } from './replay-mapping.js';
import { RecordingError, replayClock, type Field } from './replay-time.js';

/** One row as a device would have sent it. */
export interface ReplayReading {
  readonly externalId: string;
  /** ms since 1970. */
  readonly measuredAt: number;
  /** What is no number although it should be stays as it stands, so that the platform refuses it and keeps account of it. */
  readonly values: Readonly<Record<string, number | string>>;
  /** Values the row declares missing. */
  readonly missing: number;
}

/**
 * Makes the function that turns the rows of one file into readings, in file order and nothing kept between them but the
 * start time. It throws {@link RecordingError} for a row without usable time or device.
 */
export function replayRows(mapping: ReplayMapping): (row: readonly string[]) => ReplayReading {
  const places = new Map(mapping.header.map((column, at) => [column, at]));
  const measuredAt = replayClock(mapping.time);
  const missing = new Set(mapping.missing);
  return (row) => {
    const field: Field = (column) => {
      const text = row[places.get(column) ?? -1];
      if (text === undefined) throw new RecordingError(`there is no column '${column}'`);
      return text;
    };
    const values = valuesOf(mapping.columns, field, missing);
    return {
      externalId: externalIdOf(mapping.device, field),
      measuredAt: measuredAt(field),
      values,
      missing: mapping.columns.length - Object.keys(values).length,
    };
  };
}

function valuesOf(
  columns: readonly ReplayColumn[],
  field: Field,
  missing: ReadonlySet<string>,
): Record<string, number | string> {
  const values: Record<string, number | string> = {};
  for (const column of columns) {
    const text = field(column.column);
    if (!missing.has(text)) values[column.metric] = valueOf(column, text);
  }
  return values;
}

function valueOf({ scale = 1, codes }: ReplayColumn, text: string): number | string {
  const recorded = codes === undefined ? (text.trim() === '' ? NaN : Number(text)) : (codes[text] ?? NaN);
  if (!Number.isFinite(recorded)) return text;
  // `+ 0` makes −0 a plain 0.
  return recorded * scale + 0;
}

function externalIdOf(device: ReplayDevice, field: Field): string {
  return device.kind === 'fixed' ? device.externalId : device.prefix + field(device.column);
}
