import { describe, expect, it } from '@jest/globals';
import { DAY_MS, newDevice, queryOf, readingOf, type ContractFixture } from './contract-fixture.contract.js';

/** More than a store removes at once. */
const MANY = 12_000;

export function describeDeletion({ clock, store }: ContractFixture): void {
  const left = async (deviceId: string, tenantId = 'default'): Promise<number> =>
    (await store().page(queryOf(deviceId, 'voltage', { tenantId }), 2 * MANY)).points.length;

  describe('deletion of a device', () => {
    it('removes all of its readings, whatever their class and age, and tells how many', async () => {
      const [deviceId, other] = [newDevice(), newDevice()];
      const times = Array.from({ length: MANY }, (_, i) => clock.now() - i * 100_000);
      await store().write(times.map((measuredAt) => readingOf(deviceId, { measuredAt })));
      await store().write([
        readingOf(deviceId, { measuredAt: clock.now(), lifetime: 'raw-24h' }),
        readingOf(deviceId, { measuredAt: clock.now(), lifetime: 'history' }),
        readingOf(deviceId, { measuredAt: clock.now() - 4_000 * DAY_MS, lifetime: 'history' }),
        readingOf(other, { measuredAt: clock.now() }),
      ]);
      expect(await store().deleteDevice('default', deviceId)).toBe(MANY + 3);
      expect(await left(deviceId)).toBe(0);
      expect(await store().latest('default', [deviceId])).toEqual([]);
      expect(await left(other)).toBe(1);
      expect(await store().deleteDevice('default', deviceId)).toBe(0);
    });

    it('finishes what another call began and did not end', async () => {
      const deviceId = newDevice();
      const times = Array.from({ length: MANY }, (_, i) => clock.now() - i * 100_000);
      await store().write(times.map((measuredAt) => readingOf(deviceId, { measuredAt })));
      const both = await Promise.all([1, 2].map(() => store().deleteDevice('default', deviceId)));
      expect(both.reduce((sum, one) => sum + one)).toBe(MANY);
      expect(await left(deviceId)).toBe(0);
    });

    it('leaves another tenant alone', async () => {
      const deviceId = newDevice();
      await store().write([readingOf(deviceId, { tenantId: 'other', measuredAt: clock.now() })]);
      expect(await store().deleteDevice('default', deviceId)).toBe(0);
      expect(await left(deviceId, 'other')).toBe(1);
    });

    it('lets the device be written anew', async () => {
      const deviceId = newDevice();
      const reading = readingOf(deviceId, { measuredAt: clock.now() });
      await store().write([reading]);
      await store().deleteDevice('default', deviceId);
      expect(await store().write([reading])).toEqual(['stored']);
      expect(await left(deviceId)).toBe(1);
    });
  });
}
