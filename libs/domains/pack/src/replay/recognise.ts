import type { ReplayMapping } from './replay-mapping.js';

/** The mapping whose delimiter and columns the header line has, in order; quotes, a byte-order mark and the line end are no part of it. */
export function recogniseRecording(headerLine: string, mappings: readonly ReplayMapping[]): ReplayMapping | undefined {
  return mappings.find(({ delimiter, header }) => {
    const columns = headerColumns(headerLine, delimiter);
    return columns.length === header.length && columns.every((column, at) => column === header[at]);
  });
}

function headerColumns(line: string, delimiter: string): readonly string[] {
  return line
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(delimiter)
    .map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
}
