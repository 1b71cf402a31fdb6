import { describe, expect, it } from '@jest/globals';
import { SecretList } from './secret-list.js';

describe('SecretList', () => {
  const secrets = new SecretList();
  secrets.add('device secret', 'mop4sb3/egdp+yzh');
  secrets.add('enrolment key', 'key-shown-once', { stdout: 1 });

  it.each([
    ['as it is', 'password mop4sb3/egdp+yzh is wrong'],
    ['in base64', `Basic ${Buffer.from('mop4sb3/egdp+yzh').toString('base64')}`],
    ['in hex', Buffer.from('mop4sb3/egdp+yzh').toString('hex')],
    ['in a URL', '?token=mop4sb3%2Fegdp%2Byzh'],
    ['as the bytes of a Buffer', JSON.stringify({ password: Buffer.from('mop4sb3/egdp+yzh') })],
  ])('finds a secret %s, and does not repeat it', (_how, text) => {
    const leaks = secrets.leaks([{ place: 'stderr', text }]);
    expect(leaks).toHaveLength(1);
    expect(leaks[0]).toMatch(/^device secret, .*: 1 times in stderr$/);
  });

  it('lets a secret stand where it is meant to, as often as it is meant to', () => {
    expect(secrets.leaks([{ place: 'stdout', text: 'key-shown-once' }])).toEqual([]);
    expect(secrets.leaks([{ place: 'stdout', text: 'key-shown-once key-shown-once' }])).toHaveLength(1);
    expect(secrets.leaks([{ place: 'stderr', text: 'key-shown-once' }])).toHaveLength(1);
  });

  it('refuses a secret that would be found by chance', () => {
    expect(() => secrets.add('pin', '1234')).toThrow(/too short/);
  });
});
