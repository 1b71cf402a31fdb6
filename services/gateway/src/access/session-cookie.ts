import { fastifyCookie as cookies } from '@fastify/cookie';
import { SESSION_LONGEST_MS } from '../domain/session-end.js';

const NAME = 'fieldline_session';

export function sessionCookieOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : cookies.parse(header)[NAME];
}

/** `secure`: the request came by TLS, so the browser shall send it by no other way. */
export function setSessionCookie(cookie: string, secure: boolean): string {
  return cookies.serialize(NAME, cookie, { ...attributes(secure), maxAge: SESSION_LONGEST_MS / 1000 });
}

export function clearSessionCookie(secure: boolean): string {
  return cookies.serialize(NAME, '', { ...attributes(secure), maxAge: 0 });
}

function attributes(secure: boolean) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure } as const;
}
