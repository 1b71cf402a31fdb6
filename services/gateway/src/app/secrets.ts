import { createHash, createHmac } from 'node:crypto';
import type { Random } from '@fieldline/platform';

/** RFC 4648 base 32 in lower case: survives being typed, read aloud and put on a command line. */
const BASE_32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Without 0 and o, 1, i and l, which look alike. 31 characters. */
const CLEAR = '23456789abcdefghjkmnpqrstuvwxyz';

const TOKEN_PREFIX = 'flt_';
/** 160 bits in 32 characters. */
const TOKEN_CHARACTERS = 32;
const TOKEN_PATTERN = /^flt_[a-z2-7]{32}$/;

/** 99 bits in 20 characters. */
const PASSWORD_GROUPS = 4;
const GROUP_CHARACTERS = 5;

/** 256 bits. */
const COOKIE_BYTES = 32;
const COOKIE_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** Known by its prefix to whoever finds one in a log or a repository. */
export function makeTokenSecret(random: Random): string {
  return TOKEN_PREFIX + characters(random, BASE_32, TOKEN_CHARACTERS);
}

export function isTokenSecret(text: string): boolean {
  return TOKEN_PATTERN.test(text);
}

/** For people: four groups of five characters that cannot be mistaken for each other. */
export function makePassword(random: Random): string {
  return Array.from({ length: PASSWORD_GROUPS }, () => characters(random, CLEAR, GROUP_CHARACTERS)).join('-');
}

export function makeCookie(random: Random): string {
  return random.bytes(COOKIE_BYTES).toString('base64url');
}

export function isCookie(text: string): boolean {
  return COOKIE_PATTERN.test(text);
}

/** What is kept of a machine-made secret, hex. It has 160 bits or more, so a slow hash would add nothing. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The CSRF token that goes with a session's cookie; who has only one of the two cannot make the other. */
export function csrfTokenOf(cookie: string): string {
  return createHmac('sha256', cookie).update('fieldline csrf').digest('base64url');
}

/** Each character equally likely: bytes beyond the last whole multiple of the alphabet are drawn again. */
function characters(random: Random, alphabet: string, count: number): string {
  const usable = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < count) {
    for (const byte of random.bytes(count - text.length)) {
      if (byte < usable) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}
