/** A recording does not fit its declaration; the message says which column and what would be right. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';

  /** The same with the line it is about, 1 is the file's first; anything else as it is. */
  static atLine(line: number, error: unknown): unknown {
    return error instanceof RecordingError
      ? new RecordingError(`line ${line}: ${error.message}`, { cause: error })
      : error;
  }
}

/** The fields of one row by column name; throws {@link RecordingError} for a column that the file has not. */
export type Field = (column: string) => string;
