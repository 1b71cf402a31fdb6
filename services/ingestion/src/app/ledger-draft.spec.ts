import { describe, expect, it } from '@jest/globals';
import { DeviceCourse } from '../domain/device-course.js';
import { RecentWindow } from '../domain/recent-window.js';
import { RUN, ulidOf } from './example-registry.contract.js';
import { LedgerDraft, type DeviceState } from './ledger-draft.js';

const device = { tenantId: 'default', deviceId: ulidOf(1) };
const NEW: DeviceState = {
  tenantId: 'default',
  tracks: new Map(),
  recent: RecentWindow.empty(),
  course: new DeviceCourse(),
};

function draftFrom(state: DeviceState = NEW): LedgerDraft {
  return new LedgerDraft('reading', new Map([[device.deviceId, state]]));
}

/** The state after these receipts of one run. */
function stateAfter(numbers: readonly number[], from: DeviceState = NEW): DeviceState {
  const draft = draftFrom(from);
  for (const n of numbers) draft.apply(device, RUN, n);
  const [entry] = draft.states();
  return entry?.[1] ?? from;
}

describe('a batch’s changes to the ledger', () => {
  it('are receipts by run, and counts by device', () => {
    const draft = draftFrom(stateAfter([1, 2]));
    expect([3, 3, 5].map((n) => draft.apply(device, RUN, n))).toEqual([true, false, true]);
    expect(draft.apply(device, ulidOf(901), 1)).toBe(true);
    draft.counts(device).stored += 3;
    const { receipts, counts, recent } = draft.changes();
    const common = { ...device, stream: 'reading' };
    expect(receipts).toEqual([
      { ...common, runId: RUN, lastN: 5, applied: 4, gaps: [{ from: 4, to: 4 }] },
      { ...common, runId: ulidOf(901), lastN: 1, applied: 1, gaps: [] },
    ]);
    expect(counts).toMatchObject([{ ...device, stored: 3, repeatedRecords: 1 }]);
    expect(recent).toEqual([]);
  });

  it('leave the state they began from as it was, until they are adopted', () => {
    const before = stateAfter([1, 2]);
    const draft = draftFrom(before);
    draft.apply(device, RUN, 3);
    draft.recent(device);
    expect(draftFrom(before).apply(device, RUN, 3)).toBe(true);
    const [, after] = [...draft.states()][0] as [string, DeviceState];
    expect(draftFrom(after).apply(device, RUN, 3)).toBe(false);
  });

  it('keep the receipts of runs that the batch does not touch', () => {
    const draft = draftFrom(stateAfter([1, 2]));
    draft.apply(device, ulidOf(901), 1);
    const [, after] = [...draft.states()][0] as [string, DeviceState];
    expect(draftFrom(after).apply(device, RUN, 2)).toBe(false);
  });

  it('need a device whose state was loaded', () => {
    expect(() => draftFrom().counts({ tenantId: 'default', deviceId: ulidOf(2) })).toThrow('was not loaded');
  });
});

describe('newly missing receipts', () => {
  it.each([
    ['none in order', [1, 2], [3, 4], 0],
    ['those passed over', [1], [5], 3],
    ['those before the first', [], [3], 2],
    ['none when a gap is split by one that came after all', [1, 9], [5], 0],
    ['none when a gap is closed', [1, 3], [2], 0],
    ['those passed over beyond what came after all', [1, 3], [2, 6], 1],
  ])('are %s', (_name, before, applied, missing) => {
    const draft = draftFrom(stateAfter(before));
    for (const n of applied) draft.apply(device, RUN, n);
    expect(draft.newlyMissing()).toBe(missing);
  });
});
