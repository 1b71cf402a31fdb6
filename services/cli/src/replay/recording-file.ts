import { OperatorError } from '@fieldline/platform';
import {
  RecordingError,
  recogniseRecording,
  replayRows,
  type FileBeginning,
  type ReplayMapping,
  type ReplayRow,
  type RowFault,
} from '@fieldline/domain-pack';
import { open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileRows, type FileRow } from './recording-file-rows.js';
import { assertSendable } from './sendable.js';

/** The comments and the header line of a recording are shorter than this. */
const BEGINNING_BYTES = 64 * 1024;

/** A file that one of the mappings knows. */
export interface Recording {
  readonly file: string;
  readonly sizeBytes: number;
  readonly mapping: ReplayMapping;
}

/** A file that none of the mappings knows, and why. */
export interface UnknownFile {
  readonly file: string;
  readonly mapping?: never;
  readonly reason: string;
}

/** A row that cannot be sent. */
export interface UnusableRow {
  /** 1 is the file's first line. */
  readonly line: number;
  readonly fault: RowFault;
  readonly why: string;
}

export interface RecordedRow extends ReplayRow {
  /** 1 is the first row of data. */
  readonly row: number;
  /** How much of the file was read up to here, bytes; a little more where the file is read ahead. */
  readonly bytesRead: number;
  /** Such a row holds no reading. */
  readonly unusable?: UnusableRow;
}

/** Recognises a file by its beginning, and by its name where several recordings begin alike; OperatorError where it cannot be read. */
export async function openRecording(
  file: string,
  mappings: readonly ReplayMapping[],
): Promise<Recording | UnknownFile> {
  const { beginning, sizeBytes } = await beginningOf(file);
  const recognised = recogniseRecording(beginning, mappings);
  return recognised.mapping === undefined
    ? { file, reason: recognised.reason }
    : { file, sizeBytes, mapping: recognised.mapping };
}

/**
 * All rows of a file, also those without a reading, one at a time whatever its size. A row that cannot be used says why; an
 * OperatorError tells that none can be, or that the file cannot be read. Read again, the same file gives the same.
 */
export async function* readRecording({ file, mapping }: Recording): AsyncGenerator<RecordedRow> {
  try {
    const toReading = replayRows(mapping, path.basename(file));
    let row = 0;
    for await (const { fields, line, bytesRead } of fileRows(file, mapping)) {
      row++;
      yield { row, bytesRead, ...usable(line, fields, toReading) };
    }
  } catch (cause) {
    if (cause instanceof RecordingError) throw new OperatorError(`${file}: ${cause.message}`, { cause });
    if (isFileError(cause)) throw new OperatorError(`cannot read ${file}: ${cause.message}`, { cause });
    throw cause;
  }
}

type UsableRow = ReplayRow & Pick<RecordedRow, 'unusable'>;

function usable(line: number, fields: FileRow['fields'], toReading: ReturnType<typeof replayRows>): UsableRow {
  try {
    if (fields instanceof RecordingError) {
      toReading(undefined);
      throw fields;
    }
    const row = toReading(fields);
    if (row.reading !== undefined) assertSendable(row.reading);
    return row;
  } catch (error) {
    if (!(error instanceof RecordingError) || error.fault === undefined) throw error;
    return { missing: 0, unusable: { line, fault: error.fault, why: error.message } };
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && (error as NodeJS.ErrnoException).syscall !== undefined;
}

async function beginningOf(file: string): Promise<{ beginning: FileBeginning; sizeBytes: number }> {
  let handle: FileHandle | undefined;
  try {
    const info = await stat(file);
    // opening a FIFO or a device would wait for ever
    if (!info.isFile() && !info.isDirectory()) throw new Error('it is no regular file');
    handle = await open(file);
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return { beginning: { name: path.basename(file), bytes: buffer.subarray(0, bytesRead) }, sizeBytes: size };
  } catch (cause) {
    throw new OperatorError(`cannot read ${file}: ${(cause as Error).message}`, { cause });
  } finally {
    await handle?.close();
  }
}
