import { describe, expect, it } from '@jest/globals';
import { filledIn, nameFault, readDraft, writeDraft } from './draft.js';
import { phoneAddress } from './phone-address.js';

describe('the draft of a new device', () => {
  it('survives a reload in the address', () => {
    const draft = { profile: 'battery-pack', site: '01ARZ', device: 'a:b', credential: 'secret' } as const;
    expect(readDraft(writeDraft(draft))).toEqual(draft);
    expect(writeDraft(readDraft(''))).toBe('');
  });

  it.each(['attic-1', 'a', 'A4:CF:12', 'x.y_z', 'a'.repeat(64)])('takes the name %s', (device) => {
    expect(nameFault(device)).toBeUndefined();
  });

  it.each([
    ['', 'Letters'],
    ['my device', 'Letters'],
    ['-x', 'Letters'],
    ['a/b', 'Letters'],
    ['é', 'Letters'],
    ['a'.repeat(65), 'At most 64 characters; these are 65.'],
  ])('says what is wrong with the name %j', (device, says) => {
    expect(nameFault(device)).toContain(says);
  });

  it('puts the key in as it is', () => {
    expect(filledIn('p = "YOUR_KEY"', 'YOUR_KEY', 'a$&b')).toBe('p = "a$&b"');
    expect(filledIn('p = "YOUR_KEY"', 'YOUR_KEY', undefined)).toBe('p = "YOUR_KEY"');
  });
});

describe('the address for the phone', () => {
  const where = { origin: 'http://127.0.0.1:8080', hostname: '127.0.0.1', port: '8080', path: '/add-device' };

  it('is where the page was opened, when that is no address of this machine alone', () => {
    const lan = { ...where, origin: 'http://box.local:8080', hostname: 'box.local' };
    expect(phoneAddress(lan, { host: 'box.local', lan: true })).toBe('http://box.local:8080/add-device');
  });

  it('is that of the network, when the page was opened on the machine itself', () => {
    expect(phoneAddress(where, { host: '192.168.1.20', lan: true })).toBe('http://192.168.1.20:8080/add-device');
    expect(phoneAddress(where, { host: 'fd00::2', lan: true })).toBe('http://[fd00::2]:8080/add-device');
  });

  it('is none when the server listens on its own machine alone', () => {
    expect(phoneAddress(where, { host: '127.0.0.1', lan: false })).toBeUndefined();
    expect(phoneAddress({ ...where, hostname: 'localhost' }, { host: 'localhost', lan: true })).toBeUndefined();
  });
});
