import { describe, expect, it } from '@jest/globals';
import { OperatorError, RetriableError, asError, isRetriable } from './errors.js';

class AwayError extends RetriableError {
  override readonly name = 'AwayError';
}

describe('errors', () => {
  it('may be retried when they say so, under any name', () => {
    expect([new RetriableError('busy'), new AwayError('away')].map(isRetriable)).toEqual([true, true]);
  });

  it('may not be retried otherwise', () => {
    expect([new Error('x'), new OperatorError('port taken'), 'text', undefined].map(isRetriable)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('keep their cause', () => {
    const cause = new Error('ECONNREFUSED');
    expect(new AwayError('away', { cause }).cause).toBe(cause);
  });

  it('are made from whatever was thrown', () => {
    const error = new Error('x');
    expect(asError(error)).toBe(error);
    expect(asError('text').message).toBe('text');
    expect(asError(undefined).message).toBe('undefined');
  });
});
