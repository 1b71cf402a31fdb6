import { OperatorError } from '@fieldline/platform';
import {
  RecordingError,
  recogniseRecording,
  replayRows,
  type ReplayMapping,
  type ReplayReading,
} from '@fieldline/domain-pack';
import { CsvError, parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A header line is shorter than this. */
const HEADER_BYTES = 64 * 1024;

/** A file that one of the mappings knows. */
export interface Recording {
  readonly file: string;
  readonly sizeBytes: number;
  readonly mapping: ReplayMapping;
}

export interface RecordedRow {
  readonly reading: ReplayReading;
  /** How much of the file was read up to here, bytes. */
  readonly bytesRead: number;
}

/** Recognises a file by its first line; OperatorError for one that cannot be read or that no mapping knows. */
export async function openRecording(file: string, mappings: readonly ReplayMapping[]): Promise<Recording> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const headerLine = buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0] ?? '';
    const mapping = recogniseRecording(headerLine, mappings);
    if (mapping !== undefined) return { file, sizeBytes: size, mapping };
  } catch (cause) {
    throw new OperatorError(`cannot read ${file}: ${(cause as Error).message}`, { cause });
  } finally {
    await handle?.close();
  }
  const known = mappings.map(({ id }) => id).join(', ');
  throw new OperatorError(`${file}: its first line is no known recording's; known are ${known}`);
}

/** The file's rows as readings, one at a time whatever its size. An OperatorError names the line that does not fit. */
export async function* readRecording({ file, mapping }: Recording): AsyncGenerator<RecordedRow> {
  const parser = createReadStream(file).pipe(
    parse({ delimiter: mapping.delimiter, from: 2, bom: true, info: true, skip_empty_lines: true }),
  );
  const toReading = replayRows(mapping);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      line = info.lines;
      yield { reading: toReading(record), bytesRead: info.bytes };
    }
  } catch (cause) {
    if (!(cause instanceof RecordingError || cause instanceof CsvError)) throw cause;
    const at = cause instanceof RecordingError ? ` line ${line}:` : '';
    throw new OperatorError(`${file}:${at} ${cause.message}`, { cause });
  }
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}
