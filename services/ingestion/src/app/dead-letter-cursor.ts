import { InvalidRequestError } from '@fieldline/platform';
import type { ListPlace } from '../ports/page.js';

/** A place in a list of letters or jobs, opaque to who pages. */
export function cursorOf(place: ListPlace | undefined): { readonly next?: string } {
  return place === undefined ? {} : { next: Buffer.from(place.join('.')).toString('base64url') };
}

/** The place of a letter; throws InvalidRequestError for what {@link cursorOf} did not make. */
export function letterPlace(cursor: string | undefined): ListPlace | undefined {
  return placeOf(cursor, /^(-?\d{1,15})\.([1-9]\d{0,17})$/);
}

/** The place of a job. */
export function jobPlace(cursor: string | undefined): ListPlace | undefined {
  return placeOf(cursor, /^([0-9A-HJKMNP-TV-Z]{26})$/);
}

function placeOf(cursor: string | undefined, form: RegExp): ListPlace | undefined {
  if (cursor === undefined) return undefined;
  const place = form.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.slice(1);
  if (place !== undefined) return place;
  const message = 'not a place in this list: expected `next` of the page before';
  throw new InvalidRequestError(`query.cursor: ${message}`, { faults: [{ at: 'query.cursor', message }] });
}
