import { describe, expect, it } from '@jest/globals';
import { DeviceSender, FULL_MESSAGES, SINGLE_READINGS, type SenderLimits } from './device-sender.js';
import { RowsUnderWay } from './rows-under-way.js';

function open(limits: SenderLimits) {
  const rows = new RowsUnderWay();
  const sent: { readonly payload: string; readonly acknowledge: () => void }[] = [];
  const publish = (payload: string, acknowledge: () => void): Promise<void> => {
    sent.push({ payload, acknowledge });
    return Promise.resolve();
  };
  const sender = new DeviceSender({ publish }, rows, limits);
  let row = 0;
  const add = async (note = ''): Promise<void> => {
    row += 1;
    const underWay = rows.begin(row);
    await sender.add({ externalId: 'd', measuredAt: row * 1_000, values: { voltage: row, note } }, underWay);
  };
  return { rows, sender, sent, add };
}

describe('messages of a replay', () => {
  it('hold 50 readings in order as fast as it goes, and the rest at the end', async () => {
    const { sender, sent, add } = open(FULL_MESSAGES);
    for (let i = 0; i < 120; i += 1) await add();
    expect(sent).toHaveLength(2);
    await sender.flush();
    await sender.flush();
    const readings = sent.map(({ payload }) => JSON.parse(payload) as { ts: number }[]);
    expect(readings.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(readings.flat().map(({ ts }) => ts)).toEqual(Array.from({ length: 120 }, (_, i) => (i + 1) * 1_000));
  });

  it('hold one reading each, as a device sends it, at any other speed', async () => {
    const { sent, add } = open(SINGLE_READINGS);
    await add();
    await add();
    expect(sent.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      { ts: 1_000, values: { voltage: 1, note: '' } },
      { ts: 2_000, values: { voltage: 2, note: '' } },
    ]);
  });

  it('stay below what ingestion takes, however large the readings', async () => {
    const { sender, sent, add } = open(FULL_MESSAGES);
    for (let i = 0; i < 60; i += 1) await add('°'.repeat(4_000));
    await sender.flush();
    expect(sent.flatMap(({ payload }) => JSON.parse(payload) as unknown)).toHaveLength(60);
    for (const { payload } of sent) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(FULL_MESSAGES.bytes + 2);
  });

  it('count as done with their last acknowledgement, whatever came before it', async () => {
    const { rows, sender, sent, add } = open({ readings: 2, bytes: 1_000, inFlight: 20 });
    for (let i = 0; i < 5; i += 1) await add();
    expect([sent.length, rows.doneRow, sender.acknowledged]).toEqual([2, 0, 0]);
    sent[1]?.acknowledge();
    expect([rows.doneRow, sender.acknowledged]).toEqual([0, 2]);
    sent[0]?.acknowledge();
    expect([rows.doneRow, sender.acknowledged]).toEqual([4, 4]);
  });
});
