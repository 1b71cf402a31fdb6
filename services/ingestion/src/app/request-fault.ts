import { InvalidRequestError } from '@fieldline/platform';

/** What is wrong with a field of the request's body, and what would be right. */
export function bodyFault(at: string, message: string): InvalidRequestError {
  return new InvalidRequestError(`${at}: ${message}`, { faults: [{ at: `body.${at}`, message }] });
}
