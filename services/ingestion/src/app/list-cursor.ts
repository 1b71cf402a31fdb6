import { InvalidRequestError } from '@fieldline/platform';
import type { ListPlace, Page, PageRequest } from '../ports/page.js';

/** A page of a list as people ask for it. */
export interface ListQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface ListAnswer<T> {
  readonly items: T[];
  readonly next?: string;
}

/** What PostgreSQL takes as text: no NUL, no half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const LAST_INTEGER = 2_147_483_647;

/** The places in one list, as opaque texts. */
export class ListCursor {
  readonly #list: string;
  readonly #kinds: readonly ('string' | 'number')[];

  /** `list` tells its cursors from another list's; `kinds` what it is sorted by. */
  constructor(list: string, ...kinds: readonly ('string' | 'number')[]) {
    this.#list = list;
    this.#kinds = kinds;
  }

  /** Throws InvalidRequestError for what is no cursor of this list. */
  request({ cursor, limit }: ListQuery): PageRequest {
    return { after: cursor === undefined ? undefined : this.#decode(cursor), limit };
  }

  answer<T, A>({ items, next }: Page<T>, toAnswer: (item: T) => A): ListAnswer<A> {
    const end = next === undefined ? {} : { next: this.#encode(next) };
    return { items: items.map(toAnswer), ...end };
  }

  #encode(place: ListPlace): string {
    return Buffer.from(JSON.stringify([this.#list, ...place])).toString('base64url');
  }

  #decode(cursor: string): ListPlace {
    const [list, ...place] = parts(cursor);
    const fits = place.length === this.#kinds.length && place.every((part, at) => isPlace(part, this.#kinds[at]));
    if (list === this.#list && fits) return place as ListPlace;
    const message = 'is no `next` of this list; take it from the answer before, or leave it out to begin anew';
    throw new InvalidRequestError(`query.cursor: ${message}`, { faults: [{ at: 'query.cursor', message }] });
  }
}

function parts(cursor: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function isPlace(part: unknown, kind: 'string' | 'number' | undefined): boolean {
  if (kind === 'string') return typeof part === 'string' && !UNSTORABLE.test(part);
  return Number.isInteger(part) && Math.abs(part as number) <= LAST_INTEGER;
}
