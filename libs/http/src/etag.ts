import { PreconditionFailedError } from '@fieldline/platform';
import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** The strong ETag (RFC 9110, 8.8.3) of a JSON answer, with its quotes: equal for equal answers. */
export function etagOf(answer: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)}"`;
}

/** Whether a list such as If-None-Match or If-Match names the ETag. */
export function namesEtag(list: string, etag: string): boolean {
  return list.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}

/** Throws PreconditionFailedError where the caller means another version than `current`; without If-Match any will do. */
export function checkIfMatch(ifMatch: string | undefined, current: unknown): void {
  if (ifMatch === undefined || namesEtag(ifMatch, etagOf(current))) return;
  throw new PreconditionFailedError(
    'If-Match: it was changed meanwhile; get it anew and look whether the change still fits',
  );
}

interface HeaderRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The header If-Match, where it was sent. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): string | undefined => {
  const value = context.switchToHttp().getRequest<HeaderRequest>().headers['if-match'];
  return typeof value === 'string' ? value : undefined;
});
