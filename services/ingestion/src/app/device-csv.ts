import { deviceV1, externalIdSchema, labelSchema, profileRefSchema } from '@fieldline/contracts';
import { InvalidRequestError, TooLargeError } from '@fieldline/platform';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { NamedDeviceRequest } from './device-names.js';

const NEEDED = ['device', 'site', 'profile'] as const;
const COLUMNS = [...NEEDED, 'name', 'type', 'mac', 'gateway', 'location'] as const;
const MOST_LINES = 10_000;
const LONGEST_LINE = 4_000;

/** A line of the file; the header is line 1, and one in quotes may go over several. */
export interface CsvDevice {
  readonly line: number;
  /** As it stands there; null where there is nothing. */
  readonly device: string | null;
  /** Or what is wrong and what would be right. */
  readonly request: NamedDeviceRequest | string;
}

const types = deviceV1.data.shape.type.options;
const rowSchema = z.object({
  device: externalIdSchema,
  site: z.string().min(1).max(120),
  profile: profileRefSchema.shape.id,
  name: labelSchema.optional(),
  type: z.enum(types).optional(),
  mac: z.string().max(40).optional(),
  gateway: externalIdSchema.optional(),
  location: labelSchema.optional(),
});

const EXPECTED: Readonly<Record<string, string>> = {
  device: 'an external id: letters, digits and . _ : - up to 64, beginning with a letter or digit',
  site: 'the name of a site, or its ULID',
  profile: 'the id of a profile, such as air-station',
  name: 'a text of 1 to 120 characters without control characters',
  type: `one of ${types.join(', ')}`,
  mac: 'a MAC address such as a4:cf:12:0b:3e:9d',
  gateway: "a gateway's external id",
  location: 'the name of a location of the site',
};

/** Reads a CSV of devices (RFC 4180, commas; BOM and any line ends). Throws InvalidRequestError for what is no such file, and TooLargeError. */
export function readDeviceCsv(text: string): readonly CsvDevice[] {
  const [header, ...rows] = records(text);
  if (header === undefined) throw wrong(`the file is empty; expected a header line such as ${NEEDED.join(',')}`);
  const columns = checkedHeader(header.record);
  if (rows.length > MOST_LINES) {
    throw new TooLargeError(`the file has more than ${MOST_LINES} devices, which is the most at once: split it`);
  }
  const firstLines = new Map<string, number>();
  return rows.map(({ record, info }) => {
    const line = info.lines;
    const device = record[columns.indexOf('device')]?.trim() || null;
    const request = requestOf(record, columns);
    if (device === null || typeof request === 'string') return { line, device, request };
    const first = firstLines.get(device);
    if (first !== undefined) return { line, device, request: `device: '${device}' stands in line ${first} already` };
    firstLines.set(device, line);
    return { line, device, request };
  });
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function records(text: string): readonly CsvRecord[] {
  const options = {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
    // The header, and one more than may be: the rest of a long file would hold the process up for seconds.
    to: MOST_LINES + 2,
  };
  try {
    return parse(text, options) as unknown as CsvRecord[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw wrong(`${cause.message}; expected CSV with commas, and texts that hold one in double quotes`, cause);
  }
}

function checkedHeader(header: readonly string[]): readonly string[] {
  const columns = header.map((name) => name.trim());
  const right = `expected ${NEEDED.join(',')} and, where wanted, ${COLUMNS.slice(NEEDED.length).join(',')}`;
  const unknown = columns.find((name) => !(COLUMNS as readonly string[]).includes(name));
  if (unknown !== undefined) throw wrong(`line 1: there is no column '${unknown.slice(0, 60)}'; ${right}`);
  const twice = columns.find((name, at) => columns.indexOf(name) < at);
  if (twice !== undefined) throw wrong(`line 1: column '${twice}' stands twice; ${right}`);
  const missing = NEEDED.find((name) => !columns.includes(name));
  if (missing !== undefined) throw wrong(`line 1: column '${missing}' is missing; ${right}`);
  return columns;
}

function requestOf(record: readonly string[], columns: readonly string[]): NamedDeviceRequest | string {
  if (record.length !== columns.length) {
    return `it has ${record.length} fields; expected ${columns.length}, as the header has`;
  }
  const fields = columns.map((name, at) => [name, record[at]?.trim()] as const).filter(([, value]) => value !== '');
  const parsed = rowSchema.safeParse(Object.fromEntries(fields));
  if (parsed.success) {
    const { device: _, ...request } = parsed.data;
    return request;
  }
  return parsed.error.issues
    .map(({ path: [field] }) => `${String(field)}: expected ${EXPECTED[String(field)]}`)
    .join('; ');
}

function wrong(message: string, cause?: unknown): InvalidRequestError {
  return new InvalidRequestError(message, {
    faults: [{ at: 'body', message }],
    ...(cause === undefined ? {} : { cause }),
  });
}
