import type { MetricValue } from '@fieldline/contracts';
import type { Field } from './recording-error.js';
import type { ReplayMapping } from './replay-mapping.js';
import type { RowValues } from './replay-reading.js';
import { valueReader, type ValueReader } from './replay-value-reader.js';

interface ArrayReader {
  readonly metric: string;
  readonly columns: readonly string[];
  readonly read: ValueReader;
}

/** Makes the function that reads a row whose columns are metrics. */
export function columnValues(mapping: ReplayMapping): (field: Field) => RowValues {
  const columns = mapping.columns.map(({ column, ...declared }) => ({
    column,
    metric: declared.metric,
    read: valueReader(mapping, declared),
  }));
  const arrays = (mapping.arrays ?? []).map(({ columns: parts, ...declared }) => ({
    metric: declared.metric,
    columns: parts,
    read: valueReader(mapping, declared),
  }));
  return (field) => {
    const values: Record<string, MetricValue> = {};
    let missing = 0;
    for (const { column, metric, read } of columns) {
      const value = read(field(column));
      if (value === undefined) missing++;
      else values[metric] = value;
    }
    for (const array of arrays) missing += takeArray(array, field, values);
    return { values, missing };
  };
}

/** Gives how many of its elements are missing. A text that is no number stands for all, so that the platform refuses it. */
function takeArray({ metric, columns, read }: ArrayReader, field: Field, values: Record<string, MetricValue>): number {
  const elements = columns.map((column) => read(field(column)));
  const present = elements.filter((element) => element !== undefined);
  const strange = present.find((element) => typeof element !== 'number');
  if (strange !== undefined) values[metric] = strange;
  else if (present.length === columns.length) values[metric] = present as number[];
  return columns.length - present.length;
}
