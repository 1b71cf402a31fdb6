import { describe, expect, it } from '@jest/globals';
import { readingOf } from './contract-fixture.contract.js';
import { resolveCollision } from './resolve-collision.js';
import { firstStored } from './stored-reading.js';

const DEVICE = '01J00000000000000000000000';

describe('resolveCollision', () => {
  it('keeps the very same row where nothing changed', () => {
    const reading = readingOf(DEVICE, { position: 1, identity: 1n });
    const stored = firstStored(reading);
    expect(resolveCollision(stored, reading).stored).toBe(stored);
    expect(resolveCollision(stored, { ...reading, position: 2 }).stored).toBe(stored);
  });

  it('takes quality and arrival from the reading with the highest position', () => {
    const stored = firstStored(readingOf(DEVICE, { position: 5, quality: 'good', receivedAt: 50 }));
    const later = readingOf(DEVICE, { position: 6, quality: 'arrival-time', receivedAt: 60 });
    const earlier = readingOf(DEVICE, { position: 4, quality: 'arrival-time', receivedAt: 40 });
    expect(resolveCollision(stored, later).stored).toMatchObject({
      position: 6,
      quality: 'arrival-time',
      receivedAt: 60,
    });
    expect(resolveCollision(stored, earlier).stored).toMatchObject({ position: 5, quality: 'good', receivedAt: 50 });
  });

  it('remembers the last 64 readings of an instant and no more', () => {
    let stored = firstStored(readingOf(DEVICE, { position: 1, values: { voltage: 1 } }));
    for (let position = 2; position <= 100; position++) {
      stored = resolveCollision(stored, readingOf(DEVICE, { position, values: { voltage: position } })).stored;
    }
    expect(stored.history).toHaveLength(64);
    expect(stored.history?.map((trace) => trace.position)).toEqual(Array.from({ length: 64 }, (_, i) => i + 37));
    expect(stored.values).toEqual({ voltage: 100 });
  });

  it('takes a metric named like an inherited property for what it is', () => {
    const stored = firstStored(readingOf(DEVICE, { position: 1, values: { voltage: 1 } }));
    const incoming = readingOf(DEVICE, { position: 2, values: { constructor: 1, toString: 2 } });
    expect(resolveCollision(stored, incoming).outcome).toBe('stored');
  });
});
