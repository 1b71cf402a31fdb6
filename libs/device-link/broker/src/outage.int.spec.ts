import { describe, it } from '@jest/globals';
import { surviveOutage } from './outage.contract.js';

describe('a log that is away for 60 s', () => {
  it('leaves a device with keepalive 15 s and 1,000 unacknowledged messages connected', async () => {
    await surviveOutage({ keepaliveSeconds: 15, outageMs: 60_000, window: 1_000 });
  }, 90_000);
});
