import { isUtf8 } from 'node:buffer';
import { FrameError } from './frame-error.js';

const SLASH = 0x2f;

/** The end of the length-prefixed string at `at`; throws when it reaches beyond `to`. */
export function textEnd(buffer: Buffer, at: number, to: number): number {
  if (at + 2 > to) throw new FrameError('malformed', 'a string without its length');
  const end = at + 2 + ((buffer[at]! << 8) | buffer[at + 1]!);
  if (end > to) throw new FrameError('malformed', 'a string longer than its packet');
  return end;
}

/**
 * Checks the text in `buffer[from, to)`: well-formed UTF-8 without U+0000 (MQTT-1.5.3-1 and -2; UTF-8 rules surrogates
 * out). Returns its number of topic levels.
 */
export function checkText(buffer: Buffer, from: number, to: number): number {
  let levels = 1;
  let ascii = true;
  for (let i = from; i < to; i++) {
    const byte = buffer[i]!;
    if (byte === SLASH) levels++;
    else if (byte === 0) throw new FrameError('topic-text', 'U+0000 in a string');
    else if (byte >= 0x80) ascii = false;
  }
  if (!ascii && !isUtf8(buffer.subarray(from, to))) throw new FrameError('topic-text', 'a string is not UTF-8');
  return levels;
}

/** Checks a topic name or filter at `at` and returns its end. */
export function checkTopic(buffer: Buffer, at: number, to: number, maxLevels: number): number {
  const end = textEnd(buffer, at, to);
  if (end === at + 2) throw new FrameError('malformed', 'an empty topic');
  if (checkText(buffer, at + 2, end) > maxLevels) {
    throw new FrameError('topic-depth', `a topic of more than ${maxLevels} levels`);
  }
  return end;
}
