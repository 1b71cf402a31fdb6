import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceIdentity } from '@fieldline/device-link';
import { NO_READINGS } from '../ports/ledger-reader.js';
import { IngestionRig } from './ingestion-rig.contract.js';

const ledger = NO_READINGS;
/** What a dead letter counts beside its payload. */
const ROW = 512;

let rig: IngestionRig;
let devices = 0;
let device: DeviceIdentity;

beforeAll(async () => {
  rig = await IngestionRig.open({ limits: { deviceBytes: 3 * (100 + ROW), siteBytes: 1e9 } });
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => {
  device = rig.registry.add((devices += 1));
});

/** A payload of 100 bytes that is no JSON. */
function bad(text: string): string {
  return text.padEnd(100, '!');
}

describe('what was refused', () => {
  it('is counted, and kept with its bytes (X1, X2)', async () => {
    await rig.send(device, [{ pm25: 1 }, bad('x'), { pm25: -1 }]);
    expect(await rig.ledgerOf(device)).toEqual({ ...ledger, received: 3, stored: 1, refused: 2 });
    const letters = await rig.rows('dead_letter', device);
    expect(letters).toMatchObject([
      { rule: 'not-json', topic: `devices/${device.externalId}/telemetry`, payload: Buffer.from(bad('x')) },
      { rule: 'no-value', payload: Buffer.from('{"pm25":-1}') },
    ]);
  });

  it('of a reading’s values is a column of its own, with metric, value and rule', async () => {
    await rig.send(device, [{ pm25: 1, humidity: 200, wind: 3 }]);
    const counts = { received: 1, stored: 1, refusedValues: 2 };
    expect(await rig.ledgerOf(device)).toEqual({ ...ledger, ...counts });
    expect(
      (await rig.rows('dead_letter', device)).map(({ kind, reading_n, reason }) => [kind, reading_n, reason]),
    ).toEqual([
      ['value', '1', expect.objectContaining({ rule: 'out-of-range', metric: 'humidity', value: '200' })],
      ['value', '1', expect.objectContaining({ rule: 'unknown-metric', metric: 'wind', value: '3' })],
    ]);
  });

  it('of a duplicate reading counts again, as the reading does', async () => {
    const payload = { ts: Date.now(), pm25: 1, humidity: 200 };
    await rig.send(device, [payload, payload]);
    const counts = { received: 2, stored: 1, duplicate: 1, refusedValues: 2 };
    expect(await rig.ledgerOf(device)).toEqual({ ...ledger, ...counts });
  });

  it('stops no writer, whatever bytes it quotes', async () => {
    const names = ['\\u0000', '\\ud800', '\\udc00', 'n'.repeat(60_000)];
    await rig.send(device, ['\u0000', '{"\u{1F600}', `{"mode":"${'x'.repeat(254)}\u{1F600}\u0007"}`]);
    await rig.send(
      device,
      names.map((name) => `{"pm25":1,"${name}":1}`),
    );
    const { received, stored, refused, refusedValues } = await rig.ledgerOf(device);
    expect({ received, stored, refused, refusedValues }).toEqual({
      received: 7,
      stored: 4,
      refused: 3,
      refusedValues: 4,
    });
  });

  it('was shed by the link, and is counted as such', async () => {
    rig.ingest.noteShed(device, 12);
    await rig.send(device, [{ pm25: 1 }]);
    expect(await rig.ledgerOf(device)).toEqual({ ...ledger, received: 13, stored: 1, shed: 12 });
    expect(await rig.rows('dead_letter', device)).toEqual([]);
  });
});

describe('beyond the quota', () => {
  async function kept(): Promise<readonly string[]> {
    return (await rig.rows('dead_letter', device))
      .map(({ payload }) => (payload as Buffer).toString('latin1', 0, 1))
      .sort();
  }

  async function overflow(): Promise<number> {
    const rows = await rig.rows('dead_letter_overflow', device);
    return rows.reduce((sum, { count }) => sum + Number(count), 0);
  }

  it('only hash, reason and count are kept, and every one is counted', async () => {
    await rig.send(device, ['a', 'b'].map(bad));
    await rig.send(device, ['c', 'd', 'e'].map(bad));
    expect(await kept()).toEqual(['a', 'b', 'c']);
    expect(await overflow()).toBe(2);
    const [row] = await rig.rows('dead_letter_overflow', device);
    expect(row).toMatchObject({ rule: 'not-json', last_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    expect(await rig.ledgerOf(device)).toEqual({ ...ledger, received: 5, refused: 5 });
  });

  it('stays beyond the quota in the next run of the process', async () => {
    await rig.send(device, ['a', 'b', 'c'].map(bad));
    await rig.restart();
    await rig.send(device, [bad('d')]);
    expect(await kept()).toEqual(['a', 'b', 'c']);
    expect(await overflow()).toBe(1);
  });

  it.each(['before', 'after'] as const)(
    'nothing is lost or counted twice when a commit is cut off %s it took effect',
    async (cut) => {
      await rig.send(device, [bad('a')]);
      rig.ledger.cuts.push(cut, cut);
      await rig.send(device, ['b', 'c', 'd'].map(bad));
      await rig.send(device, [bad('e')]);
      expect(await kept()).toEqual(['a', 'b', 'c']);
      expect(await overflow()).toBe(2);
      expect(await rig.ledgerOf(device)).toEqual({ ...ledger, received: 5, refused: 5 });
      expect(await rig.rows('receipt', device)).toMatchObject([{ last_n: '5', applied: '5', gaps: [] }]);
    },
  );

  it('a flood of bad messages takes no more rows, and leaves other devices theirs', async () => {
    const other = rig.registry.add((devices += 1));
    for (let round = 0; round < 20; round += 1) await rig.publish(device, Array<string>(500).fill(bad('x')));
    await rig.send(other, [bad('y'), { pm25: 1 }]);
    expect(await kept()).toHaveLength(3);
    expect(await rig.rows('dead_letter_overflow', device)).toMatchObject([{ count: '9997' }]);
    expect(await rig.ledgerOf(device)).toEqual({ ...ledger, received: 10_000, refused: 10_000 });
    expect(await rig.rows('dead_letter', other)).toHaveLength(1);
  });
});
