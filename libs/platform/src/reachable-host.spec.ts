import { describe, expect, it } from '@jest/globals';
import { reachableHost } from './reachable-host.js';

describe('reachableHost', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '[::1]'],
    ['fd00::7', '[fd00::7]'],
    ['box.example', 'box.example'],
  ])('of a listener on %s is %s', (bound, host) => {
    expect(reachableHost(bound)).toBe(host);
    expect(new URL(`mqtt://${host}:1883`).port).toBe('1883');
  });
});
