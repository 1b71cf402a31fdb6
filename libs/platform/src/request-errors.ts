/** One field of a request and what would be right. */
export interface RequestFault {
  /** Where: names from the outside in, such as `metrics.3.unit`. */
  readonly at: string;
  readonly message: string;
}

/** The request cannot be met as it is; the message names each field at fault. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly faults: readonly RequestFault[];

  constructor(message: string, options: { readonly faults?: readonly RequestFault[]; readonly cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.faults = options.faults ?? [];
  }
}

/** There is no such thing in the tenant of the caller. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** What is asked for contradicts what is there. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The caller meant another version than the one that is there. */
export class PreconditionFailedError extends Error {
  override readonly name = 'PreconditionFailedError';
}

/** It is not known who asks. */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';
}

/** It is known who asks, and they may not. */
export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError';
}

/** More at once than is taken. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** Too often; may come again later. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';

  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}
