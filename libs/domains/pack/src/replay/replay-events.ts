import type { Field } from './recording-error.js';
import type { ReplayMapping } from './replay-mapping.js';
import type { RowValues } from './replay-reading.js';
import { valueReader } from './replay-value-reader.js';
import type { ReplayEvents } from './replay-values.js';

const IGNORED: RowValues = { values: {}, missing: 0, ignored: true };

/** Makes the function that reads a row that tells one signal. */
export function eventValues(mapping: ReplayMapping, events: ReplayEvents): (field: Field) => RowValues {
  const readers = new Map(
    events.signals.map(({ signal, column = events.valueColumn, ...declared }) => [
      signal,
      { column, metric: declared.metric, read: valueReader(mapping, declared) },
    ]),
  );
  const clock = mapping.time.kind === 'signal-clock' ? mapping.time.signal : undefined;
  return (field) => {
    const signal = field(events.signalColumn);
    const known = readers.get(signal);
    if (known !== undefined) {
      const value = known.read(field(known.column));
      return value === undefined ? { values: {}, missing: 1 } : { values: { [known.metric]: value }, missing: 0 };
    }
    const text = field(events.valueColumn);
    if (signal === clock || ignores(events, signal)) return IGNORED;
    return mapping.missing.includes(text) ? { values: {}, missing: 0 } : { values: { [signal]: text }, missing: 0 };
  };
}

function ignores({ ignored }: ReplayEvents, signal: string): boolean {
  if (Object.hasOwn(ignored, signal)) return true;
  return Object.keys(ignored).some((name) => name.endsWith('/') && signal.startsWith(name));
}
