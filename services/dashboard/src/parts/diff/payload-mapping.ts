import type { FieldDiff } from './payload-diff.js';

/** How a payload is read otherwise: names first, then numbers, then what is left out. As the API takes it. */
export interface PayloadMapping {
  readonly rename?: Readonly<Record<string, string>>;
  readonly scale?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
}

/** One line of the form. An empty `rename` keeps the name, an empty `scale` the number. */
export interface MappingRow {
  readonly key: string;
  readonly rename: string;
  readonly scale: string;
  readonly remove: boolean;
}

export function rowsOf(fields: readonly FieldDiff[]): readonly MappingRow[] {
  return fields.map(({ key, suggestion }) => ({
    key,
    rename: suggestion?.rename ?? '',
    scale: suggestion?.scale === undefined ? '' : String(suggestion.scale),
    remove: suggestion?.remove === true,
  }));
}

/** The rows as the API takes them; undefined where they change nothing. */
export function mappingOf(rows: readonly MappingRow[]): PayloadMapping | undefined {
  const kept = rows.filter(({ remove }) => !remove);
  const rename = Object.fromEntries(
    kept.filter((row) => row.rename.trim() !== '' && row.rename !== row.key).map((row) => [row.key, row.rename.trim()]),
  );
  const scale = Object.fromEntries(
    kept
      .filter(({ scale: factor }) => factor.trim() !== '' && usableFactor(factor) && Number(factor) !== 1)
      .map((row) => [rename[row.key] ?? row.key, Number(row.scale)]),
  );
  const remove = rows.filter((row) => row.remove).map(({ key }) => key);
  const mapping: PayloadMapping = {
    ...(Object.keys(rename).length === 0 ? {} : { rename }),
    ...(Object.keys(scale).length === 0 ? {} : { scale }),
    ...(remove.length === 0 ? {} : { remove }),
  };
  return Object.keys(mapping).length === 0 ? undefined : mapping;
}

/** Empty counts as 1. */
export function usableFactor(text: string): boolean {
  return text.trim() === '' || (Number.isFinite(Number(text)) && Number(text) !== 0);
}

/** The mapping in words, for a confirmation. */
export function mappingWords({ rename, scale, remove }: PayloadMapping): readonly string[] {
  return [
    ...Object.entries(rename ?? {}).map(([from, to]) => `${from} is read as ${to}`),
    ...Object.entries(scale ?? {}).map(([key, factor]) => `${key} × ${factor}`),
    ...(remove ?? []).map((key) => `${key} is left out`),
  ];
}
