import { SESSION_LONGEST_MS } from '../domain/session-end.js';

const NAME = 'fieldline_session';

/** The session's cookie out of the header Cookie (RFC 6265, 5.4): the first of its name. */
export function sessionCookieOf(header: string | undefined): string | undefined {
  const pairs = header?.split(';').map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
}

/** `secure`: the request came by TLS, so the browser shall send it by no other way. */
export function setSessionCookie(cookie: string, secure: boolean): string {
  return setCookie(cookie, SESSION_LONGEST_MS / 1000, secure);
}

export function clearSessionCookie(secure: boolean): string {
  return setCookie('', 0, secure);
}

/** For no script's eyes (HttpOnly), and for no request that another site makes (SameSite). */
function setCookie(value: string, maxAgeSeconds: number, secure: boolean): string {
  const attributes = [`Max-Age=${maxAgeSeconds}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  return [`${NAME}=${value}`, ...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}
