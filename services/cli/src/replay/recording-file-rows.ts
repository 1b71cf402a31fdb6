import { DBUS_COLUMNS, RecordingError, type RecordingFormat, type ReplayMapping } from '@fieldline/domain-pack';
import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One row of a file as it stands there. */
export interface FileRow {
  /** In the order of the mapping's header. */
  readonly fields: readonly string[];
  /** Where it ends, 1 is the file's first line. */
  readonly line: number;
  readonly bytesRead: number;
}

/** A file's rows; throws {@link RecordingError} for a line that is not of its format, CsvError for quotes that do not match. */
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

interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

async function* delimitedRows(
  file: string,
  format: Extract<RecordingFormat, { kind: 'delimited' }>,
  header: readonly string[],
): AsyncGenerator<FileRow> {
  const { delimiter, encoding = 'utf8', comment, headerless, trailingDelimiter } = format;
  const parser = createReadStream(file).pipe(
    parse({
      delimiter,
      encoding,
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
    }),
  );
  let isHeader = headerless === undefined;
  for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
    if (!isHeader)
      yield {
        fields: fieldsOf(record, header, { line: info.lines, trailingDelimiter }),
        line: info.lines,
        bytesRead: info.bytes,
      };
    isHeader = false;
  }
}

function fieldsOf(
  record: readonly string[],
  header: readonly string[],
  { line, trailingDelimiter }: { readonly line: number; readonly trailingDelimiter: true | undefined },
): readonly string[] {
  const fields = trailingDelimiter && record.at(-1) === '' ? record.slice(0, -1) : record;
  return ofLength(fields, header.length, line);
}

function ofLength(fields: readonly string[], expected: number, line: number): readonly string[] {
  if (fields.length === expected) return fields;
  throw new RecordingError(`line ${line}: there are ${fields.length} columns, expected ${expected}`);
}

async function* jsonRows(file: string, header: readonly string[]): AsyncGenerator<FileRow> {
  for await (const { text, line, bytesRead } of textLines(file)) {
    if (text === '') continue;
    const json = jsonObject(text, line);
    yield { fields: header.map((key) => fieldText(json[key])), line, bytesRead };
  }
}

function jsonObject(text: string, line: number): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json as Readonly<Record<string, unknown>>;
  } catch {
    // said below
  }
  throw new RecordingError(`line ${line}: there is no JSON object`);
}

/** A double's shortest text reads back as the same double, so no digit is lost. */
function fieldText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

async function* dbusRows(file: string): AsyncGenerator<FileRow> {
  let inTree = true;
  for await (const { text, line, bytesRead } of textLines(file)) {
    if (line === 1) continue;
    if (text === '') {
      inTree = false;
      continue;
    }
    const fields = inTree ? ['0', ...text.split('\t')] : text.split('\t');
    yield { fields: ofLength(fields, DBUS_COLUMNS.length, line), line, bytesRead };
  }
}

async function* textLines(file: string): AsyncGenerator<{ text: string; line: number; bytesRead: number }> {
  let line = 0;
  let bytesRead = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line++;
    bytesRead += Buffer.byteLength(text) + 1;
    yield { text, line, bytesRead };
  }
}
