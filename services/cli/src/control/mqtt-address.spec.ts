import { describe, expect, it } from '@jest/globals';
import { ServerNotRunningError } from '../shell/errors.js';
import { mqttAddress } from './mqtt-address.js';

const at = (host: string, transport = 'mqtt') => ({ transport, host, port: 1883 }) as const;

describe('where devices connect', () => {
  it.each([
    ['127.0.0.1', 'mqtt://127.0.0.1:1883'],
    ['0.0.0.0', 'mqtt://127.0.0.1:1883'],
    ['::', 'mqtt://[::1]:1883'],
    ['fd00::7', 'mqtt://[fd00::7]:1883'],
    ['box.example', 'mqtt://box.example:1883'],
  ])('of a server on %s is %s', (host, url) => {
    expect(mqttAddress({ addresses: [at(host)] } as never)).toBe(url);
    expect(new URL(url).port).toBe('1883');
  });

  it('is nowhere when the server listens for no devices', () => {
    expect(() => mqttAddress({ addresses: [] })).toThrow(ServerNotRunningError);
  });
});
