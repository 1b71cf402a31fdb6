import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetriableError } from '@fieldline/platform';
import { HeldUpStore } from './held-up-store.contract.js';

const AT = Date.UTC(2026, 5, 15);
const DEVICE = { tenantId: 'default', deviceId: '01J0000000000000000000000A' } as const;
/** Of more than two steps. */
const MANY = 12_000;
const LAST = AT + MANY - 1;

describe('deleting a device', () => {
  let held: HeldUpStore;
  beforeAll(async () => {
    held = await HeldUpStore.open();
    const given = { position: 1, identity: 1n, quality: 'good', valuesJson: '{"voltage":1}' } as const;
    const times = Array.from({ length: MANY }, (_, i) => AT + i);
    await held.store.write(
      times.map((time) => ({ ...DEVICE, lifetime: 'history', measuredAt: time, receivedAt: time, ...given })),
    );
  }, 60_000);
  afterAll(() => held.close());

  it('keeps what it did when it is cut off, and finishes when it is called again', async () => {
    const lastRow = `select from readings.reading where measured_at = to_timestamp(${LAST} / 1000.0) for update`;
    const outcome = await held.cutOff('pg_terminate_backend', lastRow, () =>
      held.store.deleteDevice(DEVICE.tenantId, DEVICE.deviceId),
    );
    expect(outcome).toBeInstanceOf(RetriableError);
    const query = { ...DEVICE, metric: 'voltage', from: AT, to: LAST + 1 };
    const { points } = await held.store.page(query, MANY);
    expect(points.length).toBeGreaterThan(0);
    expect(points.length).toBeLessThan(MANY);
    expect(await held.store.deleteDevice(DEVICE.tenantId, DEVICE.deviceId)).toBe(points.length);
    expect((await held.store.page(query, MANY)).points).toEqual([]);
  });
});
