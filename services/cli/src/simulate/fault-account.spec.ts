import { describe, expect, it } from '@jest/globals';
import { faultsOf, newTally, type Sender, type Simulation } from '@fieldline/simulator';
import type { DeviceLedger } from '../control/local-server.js';
import { accountFaults, type Measured } from './fault-account.js';

const FLAGS = new Set(['late', 'stuck', 'garbage', 'flood', 'reconnect-storm']);
const EMPTY = {
  received: 0,
  stored: 0,
  duplicate: 0,
  superseded: 0,
  expired: 0,
  refused: 0,
  refusedValues: 0,
  shed: 0,
};
const NEW = { clockUnsynced: 0, outOfOrder: 0, missing: 0, restarts: 0, unchanged: 0 };

/** Two devices: the first late, the second flooding; both stuck at times. */
function run(resent = 0): Pick<Simulation, 'senders' | 'dropped'> {
  const tally = { ...newTally(), messages: 20, stored: 18, unchanged: 5 };
  const senders = [0, 1].map((index) => {
    const faults = faultsOf(index, new Set([...FLAGS, 'duplicates', 'clock-hour']));
    const sent = new Map<string, number>([
      ['stuck', 3],
      ['garbage', 2],
      ...(index === 0 ? ([['late', 4]] as const) : ([['flood', 7_998]] as const)),
    ]);
    return {
      parts: { externalId: `d${index}`, faults, script: { tally: { ...tally, faults: sent } }, line: { resent } },
    };
  });
  return { senders: senders as unknown as readonly Sender[], dropped: 2 };
}

function measured(changes: Readonly<Record<string, Partial<Record<string, number>>>> = {}, link = {}): Measured {
  const ledger = (device: string, own: object): [string, DeviceLedger] => [
    device,
    { ...EMPTY, ...NEW, ...own, ...changes[device] },
  ];
  const common = { received: 20, stored: 18, refused: 2, unchanged: 5 };
  const entries = [ledger('d0', { ...common, outOfOrder: 4 }), ledger('d1', { ...common, duplicate: 7_998 })];
  return { ledgers: new Map(entries), link: { runId: 'r', lost: 12, publishRateHits: 105, ...link } };
}

const before: Measured = {
  ledgers: new Map(['d0', 'd1'].map((device) => [device, { ...EMPTY, ...NEW }])),
  link: { runId: 'r', lost: 10, publishRateHits: 100 },
};
const account = (after: Measured, simulation = run()) =>
  accountFaults(simulation as Simulation, { flags: FLAGS, before, after });

describe('the account of faults', () => {
  it('sets each fault against its own counter, and finds nothing where they agree', () => {
    const { rows, equalByNature, differences } = account(measured());
    expect(rows.map(({ fault, sent, counted }) => [fault, sent, counted])).toEqual([
      ['late', 4, 4],
      ['stuck', 6, 6],
      ['garbage', 4, 4],
      ['flood', 7_998, 7_998],
      ['flood bursts', 2, 5],
      ['reconnect-storm', 2, 2],
    ]);
    expect([equalByNature, differences]).toEqual([4, []]);
  });

  it('names the faults that were asked for and never sent, and only these', () => {
    expect(account(measured()).neverSent).toEqual([]);
    const flags = new Set([...FLAGS, 'reboot', 'gaps']);
    const quiet = { ...run(), dropped: 0 } as Simulation;
    const { neverSent } = accountFaults(quiet, { flags, before, after: measured({}, { lost: 10 }) });
    expect(neverSent).toEqual(['gaps', 'reboot', 'reconnect-storm']);
  });

  it('claims no more of bursts than the sum of what the link counted', () => {
    const bursts = account(measured()).rows.filter(({ onlySum }) => onlySum !== undefined);
    expect(bursts).toEqual([expect.objectContaining({ fault: 'flood bursts', counted: 5 })]);
    expect(bursts[0]?.onlySum).toMatch(/all bursts together.* never hit it does not show/);
  });

  it('names device and counter wherever one is off by one, also where no fault was', () => {
    expect(account(measured({ d0: { outOfOrder: 3 } })).differences).toEqual(['d0: outOfOrder is 3, expected 4']);
    expect(account(measured({ d1: { outOfOrder: 1 } })).differences).toEqual(['d1: outOfOrder is 1, expected 0']);
    expect(account(measured({ d1: { superseded: 1 } })).differences).toEqual(['d1: superseded is 1, expected 0']);
  });

  it('does not take devices that cancel each other out for an agreement', () => {
    const { rows, differences } = account(measured({ d0: { refused: 1 }, d1: { refused: 3 } }));
    expect(rows.find(({ fault }) => fault === 'garbage')).toMatchObject({ sent: 4, counted: 4 });
    expect(differences).toHaveLength(2);
  });

  it('finds a counter that the server does not have', () => {
    const { rows, differences } = account(measured({ d0: { outOfOrder: undefined } }));
    expect(rows.find(({ fault }) => fault === 'late')?.counted).toBeNull();
    expect(differences).toEqual(['d0: outOfOrder is not counted, expected 4']);
  });

  it('finds lost connections that differ, bursts that were not held back, and a server that is another one', () => {
    expect(account(measured({}, { lost: 13 })).differences).toEqual([expect.stringMatching(/reconnect-storm: sent 2/)]);
    expect(account(measured({}, { publishRateHits: 101 })).differences).toEqual([
      expect.stringMatching(/flood bursts/),
    ]);
    expect(account(measured({}, { runId: 's' })).differences).toHaveLength(2);
  });

  it('allows as many repetitions as messages were sent again after a lost connection, and no more', () => {
    const twice = { d0: { received: 22, duplicate: 2 } };
    expect(account(measured(twice), run(2)).differences).toEqual([]);
    expect(account(measured(twice), run(1)).differences).toHaveLength(2);
    expect(account(measured({ d0: { stored: 19 } }), run(2)).differences).toHaveLength(1);
  });
});
