/** What makes a single row unusable. */
export type RowFault = 'form' | 'columns' | 'time' | 'device' | 'size';

/** A recording does not fit its declaration; the message says which column and what would be right. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  /** Where one row alone is at fault; the others of the file are not touched by it. */
  readonly fault: RowFault | undefined;

  constructor(message: string, fault?: RowFault) {
    super(message);
    this.fault = fault;
  }
}

/** The fields of one row by column name; throws {@link RecordingError} for a column that the file has not. */
export type Field = (column: string) => string;
