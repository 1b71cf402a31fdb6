import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FAULT_FLAGS, faultsOf, MESSAGE_FAULTS, type MessageFault } from '../faults/fault-list.js';
import { FIXTURE_METRICS, fixtureDevice } from '../fleet/fixture-fleet.contract.js';
import { DeviceScript } from './device-script.js';
import { NaiveServer } from './naive-server.contract.js';
import { expectedLedger } from './tally.js';

const START = Date.UTC(2026, 4, 1);
const INTERVAL_MS = 10_000;
const ARRIVES_AFTER_MS = 3;

interface Run {
  readonly seed: number;
  readonly faults: readonly MessageFault[];
  readonly turns: number;
}

/** A device's whole run, its messages in order, and the ledger of a server that had its first reading before the count began. */
function play({ seed, faults, turns }: Run): { script: DeviceScript; ledger: Record<string, number>; sent: string[] } {
  const device = fixtureDevice(0, seed);
  const script = new DeviceScript({ device, metrics: FIXTURE_METRICS, seed, startAt: START, boot: 5, faults });
  const server = new NaiveServer(FIXTURE_METRICS);
  const sent: string[] = [];
  server.take(script.plain(START).payload, START + ARRIVES_AFTER_MS);
  const before = { ...server.ledger };
  script.beginTally();
  let at = START;
  const deliver = (messages: ReturnType<DeviceScript['next']>): void => {
    for (const { payload } of messages) {
      sent.push(payload);
      server.take(payload, at + ARRIVES_AFTER_MS);
    }
  };
  for (let turn = 0; turn < turns; turn++) deliver(script.next((at += INTERVAL_MS)));
  deliver(script.end());
  const ledger = Object.fromEntries(
    Object.entries({ ...server.ledger, missing: server.missing }).map(([column, count]) => [
      column,
      count - (before[column] ?? 0),
    ]),
  );
  return { script, ledger, sent };
}

/** Frequent, so that a short run has many; a flood is long. */
const often = (fault: MessageFault): MessageFault => ({ ...fault, chance: fault.id === 'flood' ? 0.01 : 0.08 });

describe('a device’s script', () => {
  it('counts exactly what a server counts, whatever faults meet and wherever the run ends', () => {
    const runs = fc.record({
      seed: fc.integer(),
      device: fc.nat({ max: 1 }),
      flags: fc.subarray([...FAULT_FLAGS]),
      turns: fc.integer({ min: 1, max: 150 }),
    });
    fc.assert(
      fc.property(runs, ({ seed, device, flags, turns }) => {
        const faults = faultsOf(device, new Set(flags)).map(often);
        const { script, ledger } = play({ seed, faults, turns });
        for (const [column, count] of Object.entries(expectedLedger(script.tally, faults))) {
          expect([column, ledger[column] ?? 0]).toEqual([column, count]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(MESSAGE_FAULTS.map((fault) => [fault.id, fault] as const))(
    'has the fault %s, again and again',
    (id, fault) => {
      const { script, ledger } = play({ seed: 3, faults: [often(fault)], turns: 300 });
      expect(script.tally.faults.get(id)).toBeGreaterThan(5);
      expect(ledger[fault.column]).toBeGreaterThan(5);
    },
  );

  it('tells the same again for the same seed, and something else for another', () => {
    const faults = faultsOf(0, new Set(FAULT_FLAGS)).map(often);
    const { sent } = play({ seed: 1, faults, turns: 100 });
    expect(play({ seed: 1, faults, turns: 100 }).sent).toEqual(sent);
    expect(play({ seed: 2, faults, turns: 100 }).sent).not.toEqual(sent);
  });

  it('numbers its readings without gap and sends each once when nothing is asked for', () => {
    const { sent, ledger } = play({ seed: 1, faults: [], turns: 50 });
    expect(sent.map((payload) => (JSON.parse(payload) as { seq: number }).seq)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    expect(ledger).toMatchObject({ received: 50, stored: 50, missing: 0 });
  });
});
