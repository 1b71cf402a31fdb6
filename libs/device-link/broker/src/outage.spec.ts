import { describe, it } from '@jest/globals';
import { exceedWindow, surviveOutage } from './outage.contract.js';

describe('a log that is away for longer than the keepalive', () => {
  it('leaves a device with W unacknowledged messages connected', async () => {
    await surviveOutage({ keepaliveSeconds: 1, outageMs: 4_000, window: 200 });
  }, 20_000);

  it('ends the connection of a device beyond W by its keepalive, counted', async () => {
    await exceedWindow({ keepaliveSeconds: 1, outageMs: 6_000, window: 20 });
  }, 20_000);
});
