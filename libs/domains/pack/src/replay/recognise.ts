import type { ReplayMapping } from './replay-mapping.js';

/** What is seen of a file before it is read. */
export interface FileBeginning {
  /** Without its folder. */
  readonly name: string;
  /** Its first bytes: all comments and the header line, or all of the file. */
  readonly bytes: Uint8Array;
}

/** The mapping that knows a file, or why none does. */
export type Recognition = { readonly mapping: ReplayMapping } | { readonly mapping?: never; readonly reason: string };

/** Goes by what the file says of itself, and by its name where several recordings say the same. */
export function recogniseRecording(beginning: FileBeginning, mappings: readonly ReplayMapping[]): Recognition {
  const looksLike = mappings.filter((mapping) => hasContent(beginning, mapping));
  const mapping = looksLike.find(({ fileName }) => fileName === undefined || new RegExp(fileName).test(beginning.name));
  if (mapping !== undefined) return { mapping };
  if (looksLike.length > 0) {
    const names = looksLike.map(({ id, fileName }) => `${id} (/${fileName}/)`).join(', ');
    return { reason: `its columns are those of ${names}, its name is none of theirs` };
  }
  return { reason: "its first line is no known recording's" };
}

function hasContent({ bytes }: FileBeginning, { format, header, firstLine }: ReplayMapping): boolean {
  const encoding = (format.kind === 'delimited' ? format.encoding : undefined) ?? 'utf8';
  // decoding drops a byte-order mark
  const lines = new TextDecoder(encoding).decode(bytes).split(/\r?\n/);
  const first = lines[0] ?? '';
  if (firstLine !== undefined && !new RegExp(firstLine).test(first)) return false;
  if (format.kind === 'dbus' || (format.kind === 'delimited' && format.headerless)) return firstLine !== undefined;
  if (format.kind === 'json-lines') return hasKeys(first, header);
  const { comment, delimiter } = format;
  const columns = comment === undefined ? first : lines.find((line) => !line.startsWith(comment));
  return hasColumns(columns ?? '', header, delimiter);
}

/** Quotes are no part of the columns. */
function hasColumns(line: string, header: readonly string[], delimiter: string): boolean {
  const columns = line.split(delimiter).map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
  return columns.length === header.length && columns.every((column, at) => column === header[at]);
}

function hasKeys(line: string, header: readonly string[]): boolean {
  try {
    const json: unknown = JSON.parse(line);
    if (typeof json !== 'object' || json === null) return false;
    return Object.keys(json).sort().join('\n') === [...header].sort().join('\n');
  } catch {
    return false;
  }
}
