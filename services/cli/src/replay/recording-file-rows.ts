import { DBUS_COLUMNS, RecordingError, type RecordingFormat, type ReplayMapping } from '@fieldline/domain-pack';
import { parse } from 'csv-parse/sync';
import { textLines, type TextLine } from './text-lines.js';

/** One row of a file as it stands there. */
export interface FileRow {
  /** In the order of the mapping's header; where the line is not of the file's format, what is wrong with it. */
  readonly fields: readonly string[] | RecordingError;
  /** 1 is the file's first line. */
  readonly line: number;
  readonly bytesRead: number;
}

/** A file's rows, a line each: telemetry has no line breaks in its fields, so that a torn line spoils no other. */
export function fileRows(file: string, { format, header }: ReplayMapping): AsyncGenerator<FileRow> {
  switch (format.kind) {
    case 'delimited':
      return delimitedRows(file, format, header);
    case 'json-lines':
      return jsonRows(file, header);
    case 'dbus':
      return dbusRows(file);
  }
}

type Delimited = Extract<RecordingFormat, { kind: 'delimited' }>;

async function* delimitedRows(file: string, format: Delimited, header: readonly string[]): AsyncGenerator<FileRow> {
  const { encoding, comment, headerless } = format;
  let isHeader = headerless === undefined;
  for await (const read of textLines(file, encoding)) {
    if (read.text === '' || (comment !== undefined && read.text.startsWith(comment))) continue;
    if (!isHeader) yield rowOf(read, () => delimitedFields(read.text, format, header.length));
    isHeader = false;
  }
}

function rowOf({ line, bytesRead }: TextLine, read: () => readonly string[]): FileRow {
  try {
    return { fields: read(), line, bytesRead };
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    return { fields: error, line, bytesRead };
  }
}

function delimitedFields(text: string, { delimiter, trailingDelimiter }: Delimited, expected: number): string[] {
  const fields = text.includes('"') ? quotedFields(text, delimiter) : text.split(delimiter);
  if (trailingDelimiter && fields.at(-1) === '') fields.pop();
  return ofLength(fields, expected);
}

function quotedFields(text: string, delimiter: string): string[] {
  try {
    return parse(text, { delimiter })[0] as string[];
  } catch {
    throw new RecordingError('the quotes do not match', 'form');
  }
}

function ofLength(fields: string[], expected: number): string[] {
  if (fields.length === expected) return fields;
  throw new RecordingError(`there are ${fields.length} columns, expected ${expected}`, 'columns');
}

async function* jsonRows(file: string, header: readonly string[]): AsyncGenerator<FileRow> {
  for await (const read of textLines(file)) {
    if (read.text === '') continue;
    yield rowOf(read, () => {
      const json = jsonObject(read.text);
      return header.map((key) => fieldText(json[key]));
    });
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json as Readonly<Record<string, unknown>>;
  } catch {
    // said below
  }
  throw new RecordingError('there is no JSON object', 'form');
}

/** A double's shortest text reads back as the same double, so no digit is lost. */
function fieldText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

async function* dbusRows(file: string): AsyncGenerator<FileRow> {
  let inTree = true;
  for await (const read of textLines(file)) {
    if (read.line === 1) continue;
    if (read.text === '') {
      inTree = false;
      continue;
    }
    const fields = inTree ? ['0', ...read.text.split('\t')] : read.text.split('\t');
    yield rowOf(read, () => ofLength(fields, DBUS_COLUMNS.length));
  }
}
