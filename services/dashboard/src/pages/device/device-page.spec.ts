import { describe, expect, it } from '@jest/globals';
import { balanceSentence, unaccounted, type Ledger } from './ledger-words.js';
import { chosenMetrics, inOrder } from './metric-order.js';

const NONE: Ledger = {
  ...{ received: 0, stored: 0, duplicate: 0, superseded: 0, expired: 0, refused: 0, refusedValues: 0, shed: 0 },
  ...{ clockUnsynced: 0, outOfOrder: 0, missing: 0, restarts: 0, unchanged: 0 },
};

describe('the ledger in words (X1)', () => {
  it('says what was received and what became of it, without what did not occur', () => {
    const ledger = { ...NONE, received: 13, stored: 10, refused: 3 };
    expect(balanceSentence(ledger)).toBe('13 received = 10 stored + 3 refused');
    expect(balanceSentence(NONE)).toBe('0 received = 0 stored');
  });

  it('finds what is not accounted for', () => {
    expect(unaccounted({ ...NONE, received: 13, stored: 10, duplicate: 2 })).toBe(1);
  });

  it.each(['stored', 'duplicate', 'superseded', 'expired', 'refused', 'shed'])('counts %s as accounted for', (name) => {
    expect(unaccounted({ ...NONE, received: 1, [name]: 1 })).toBe(0);
  });
});

const base = { unit: '1', kind: 'gauge', type: 'number', stalenessSeconds: 60 } as const;
const metrics = [
  { ...base, metric: 'a' },
  { ...base, metric: 'b' },
  { ...base, metric: 'cells', type: 'number[]' },
  { ...base, metric: 'on', type: 'boolean' },
] as const;

describe('the metrics of a device page', () => {
  it('come as the hints order them, the others behind as the profile has them', () => {
    expect(inOrder(metrics, ['on', 'b']).map(({ metric }) => metric)).toEqual(['on', 'b', 'a', 'cells']);
  });

  it('are those in the address, without what the profile does not have', () => {
    expect(chosenMetrics(metrics, 'on,nonsense,a')).toEqual(['a', 'on']);
  });

  it('are the lines at first, and states where there is no line', () => {
    expect(chosenMetrics(metrics, null)).toEqual(['a', 'b']);
    expect(chosenMetrics(metrics.slice(2), 'cells')).toEqual(['on']);
  });

  it('are of what the device sent, where it sent any that can be drawn', () => {
    expect(chosenMetrics(metrics, null, ['b', 'on'])).toEqual(['b']);
    expect(chosenMetrics(metrics, null, ['on'])).toEqual(['on']);
    expect(chosenMetrics(metrics, null, ['cells'])).toEqual(['a', 'b']);
    expect(chosenMetrics(metrics, 'a', ['b'])).toEqual(['a']);
  });
});
