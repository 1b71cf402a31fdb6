import { describe, expect, it } from '@jest/globals';
import { SeededRandom, type SimulatedValues } from '@fieldline/domain-pack';
import { FIXTURE_METRICS } from '../fleet/fixture-fleet.contract.js';
import { Counting } from '../sender/counting.js';
import type { Sending } from '../sender/sending.js';
import { clock1970 } from './clock-1970.js';
import { clockHourAhead, clockHourBehind } from './clock-hour.js';
import { duplicates } from './duplicates.js';
import type { BeginEpisode, Turn } from './fault.js';
import { faultsOf, FAULT_FLAGS } from './fault-list.js';
import { flood, FLOOD_MESSAGES } from './flood.js';
import { gaps } from './gaps.js';
import { garbage } from './garbage.js';
import { late } from './late.js';
import { reboot } from './reboot.js';
import { stuck } from './stuck.js';
import { units } from './units.js';

const AT = Date.UTC(2026, 4, 1);
const VALUES = { temperature: 20, energy: 1, mode: 'idle', open: false, cells: [3.2] };

interface SentReading {
  readonly ts: number;
  readonly seq: number;
  readonly boot: number;
  readonly values: SimulatedValues;
}

/** Plays one episode to its end; a turn every second, the temperature rising by 1 with each. */
function episode(begin: BeginEpisode, seed = 1, values: SimulatedValues = VALUES) {
  const counting = new Counting(7);
  counting.take(AT - 1000, values);
  const turnAt = (i: number): Turn => ({
    at: AT + i * 1000,
    values: 'temperature' in values ? { ...values, temperature: 20 + i } : values,
    counting,
    lastStored: { temperature: 19 },
    metrics: FIXTURE_METRICS,
  });
  const begun = begin(turnAt(0), new SeededRandom(seed, 'episode'));
  const send: Sending[] = [];
  let faults = 0;
  for (let i = 0, over = begun === undefined; !over; i++) {
    const step = begun!.step(turnAt(i));
    send.push(...step.send);
    faults += step.faults;
    over = step.over;
  }
  return { begun, send, faults, after: counting.take(0, {}) };
}

const readings = (send: readonly Sending[]): SentReading[] =>
  send.map(({ payload }) => JSON.parse(payload) as SentReading);

describe('faults', () => {
  it('duplicates: sends a message twice, byte for byte', () => {
    const { send, faults } = episode(duplicates);
    expect([send.length, faults]).toEqual([2, 1]);
    expect(send[1]!.payload).toBe(send[0]!.payload);
  });

  it('late: sends a reading after one to three newer ones, and loses none', () => {
    const newer = new Set<number>();
    for (let seed = 0; seed < 30; seed++) {
      const { send, faults } = episode(late, seed);
      const seqs = readings(send).map(({ seq }) => seq);
      expect([seqs.at(-1), faults]).toEqual([1, 1]);
      expect([...seqs].sort((a, b) => a - b)).toEqual(seqs.map((_, i) => i + 1));
      newer.add(seqs.length - 1);
    }
    expect([...newer].sort()).toEqual([1, 2, 3]);
  });

  it('late: sends what it holds when the run ends, late only after a newer one', () => {
    const turn = (at: number): Turn => ({ at, values: VALUES, counting, lastStored: VALUES, metrics: [] });
    const counting = new Counting(0);
    const alone = late(turn(AT), new SeededRandom(1, 'x'))!;
    alone.step(turn(AT));
    expect(alone.end!()).toMatchObject({ send: [{}], faults: 0 });
  });

  it('gaps: leaves out one number and goes on', () => {
    const { send, faults } = episode(gaps);
    expect([readings(send).map(({ seq }) => seq), faults]).toEqual([[2], 1]);
  });

  it('reboot: begins a new boot with number 0', () => {
    const { send, after } = episode(reboot);
    expect(readings(send)).toEqual([expect.objectContaining({ boot: 8, seq: 0 })]);
    expect(after).toMatchObject({ boot: 8, seq: 1 });
  });

  it('clock-1970: counts seconds from 1970 on', () => {
    const { send } = episode(clock1970);
    expect(readings(send).map(({ ts }) => ts)).toEqual(send.map((_, i) => i));
    expect(send.every(({ atArrival }) => atArrival)).toBe(true);
  });

  it('clock-hour: is an hour ahead or behind for a while, never on an instant of another reading', () => {
    const ahead = readings(episode(clockHourAhead).send);
    const behind = readings(episode(clockHourBehind).send);
    expect(ahead.map(({ ts }, i) => ts - AT - i * 1000)).toEqual(ahead.map(() => 3_600_000));
    expect(behind.map(({ ts }, i) => ts - AT - i * 1000)).toEqual(behind.map(() => -3_599_995));
    expect(ahead.length).toBeGreaterThan(1);
    expect(behind.length).toBeGreaterThan(1);
  });

  it('units: takes one value out of its range and says what is left of the reading', () => {
    const { send } = episode(units);
    const [reading] = readings(send);
    const wrong = Object.entries(reading!.values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((VALUES as SimulatedValues)[name]),
    );
    expect(wrong).toEqual([['temperature', 20_000]]);
    expect(send[0]!.stored).toEqual({ energy: 1, mode: 'idle', open: false, cells: [3.2] });
  });

  it('units: does not begin where no value would leave its range, or none would be left', () => {
    expect(episode(units, 1, { energy: 1, open: true }).begun).toBeUndefined();
    expect(episode(units, 1, { temperature: 20 }).begun).toBeUndefined();
  });

  it('stuck: repeats what was stored last, with new times and numbers', () => {
    const sent = readings(episode(stuck).send);
    expect(sent.length).toBeGreaterThanOrEqual(3);
    expect(new Set(sent.map(({ values }) => JSON.stringify(values)))).toEqual(new Set(['{"temperature":19}']));
    expect(sent.map(({ seq, ts }) => [seq, ts])).toEqual(sent.map((_, i) => [i + 1, AT + i * 1000]));
  });

  it('garbage: is no JSON, or cut off, or of wrong types throughout, and uses no number up', () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const { send, after } = episode(garbage, seed);
      const { payload, stored } = send[0]!;
      expect([after.seq, stored]).toEqual([1, undefined]);
      const json = parsed(payload);
      if (json === undefined) kinds.add(payload.startsWith('{') ? 'truncated' : 'not JSON');
      else {
        kinds.add('wrong types');
        for (const [name, value] of Object.entries(json.values)) {
          expect(typeof value).not.toBe(typeof (VALUES as SimulatedValues)[name]);
        }
      }
    }
    expect([...kinds].sort()).toEqual(['not JSON', 'truncated', 'wrong types']);
  });

  it('flood: sends one reading thousands of times', () => {
    const { send, faults } = episode(flood);
    expect([send.length, faults, new Set(send.map(({ payload }) => payload)).size]).toEqual([
      FLOOD_MESSAGES,
      FLOOD_MESSAGES - 1,
      1,
    ]);
    expect(send.filter(({ stored }) => stored !== undefined)).toHaveLength(1);
  });
});

describe('the faults of a device', () => {
  it('are at most one for each column of its ledger, and two devices have them all', () => {
    const flags = new Set(FAULT_FLAGS);
    const [even, odd] = [faultsOf(0, flags), faultsOf(1, flags)];
    for (const faults of [even, odd]) expect(new Set(faults.map(({ column }) => column)).size).toBe(faults.length);
    expect(new Set([...even, ...odd].map(({ id }) => id)).size).toBe(11);
  });

  it('are at every device what was asked for alone', () => {
    for (const device of [0, 1, 2]) {
      expect(faultsOf(device, new Set(['flood'])).map(({ id }) => id)).toEqual(['flood']);
    }
  });
});

function parsed(payload: string): SentReading | undefined {
  try {
    return JSON.parse(payload) as SentReading;
  } catch {
    return undefined;
  }
}
