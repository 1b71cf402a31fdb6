/** Where something stands in a list: what the list is sorted by, the first first. */
export type ListPlace = readonly (string | number)[];

export interface PageRequest {
  /** Behind this place; from the beginning where undefined. */
  readonly after: ListPlace | undefined;
  /** At least 1. */
  readonly limit: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Place of the last item; undefined where nothing comes behind it. */
  readonly next: ListPlace | undefined;
}
