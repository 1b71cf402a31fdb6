import { describe, expect, it } from '@jest/globals';
import { clearSessionCookie, sessionCookieOf, setSessionCookie } from './session-cookie.js';

describe('the session’s cookie', () => {
  it('is secure where the request came by TLS, and only there', () => {
    for (const make of [(secure: boolean) => setSessionCookie('x', secure), clearSessionCookie]) {
      expect(make(true)).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
      expect(make(false)).toMatch(/; HttpOnly; SameSite=Strict$/);
    }
  });

  it('is found among others, by its whole name', () => {
    expect(sessionCookieOf('a=1; fieldline_session=abc_-9; b=2')).toBe('abc_-9');
    expect(sessionCookieOf('xfieldline_session=abc; fieldline_session2=def')).toBeUndefined();
    expect(sessionCookieOf(undefined)).toBeUndefined();
  });
});
