/** What was asked for is not there. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** The request cannot be met as it is: says what is wrong, where, and what would be right. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
}

/** It contradicts something that is there. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}
