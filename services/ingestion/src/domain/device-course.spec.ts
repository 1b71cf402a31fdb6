import { describe, expect, it } from '@jest/globals';
import type { MetricValue, ReadingHead } from '@fieldline/contracts';
import fc from 'fast-check';
import { DeviceCourse, MOST_BOOTS, type CourseCounts } from './device-course.js';
import { hashText, ReadingIdentity } from './reading-identity.js';

interface Sent {
  readonly boot: ReadingHead['boot'];
  readonly seq: number | null;
  readonly measuredAt: number;
  readonly values: Readonly<Record<string, MetricValue>>;
}

interface Taken extends Sent {
  readonly outcome: 'stored' | 'superseded' | 'expired';
}

/** Older than this is expired. */
const OLDEST = 3;

function identityOf({ boot, seq, values }: Sent): number {
  const identity = new ReadingIdentity();
  identity.begin(boot, seq);
  for (const [metric, value] of Object.entries(values)) identity.add(hashText(metric), value);
  return identity.end();
}

/** What a store says of readings in order; repetitions are left out, as the writer leaves them out. */
function outcomes(sent: readonly Sent[]): readonly Taken[] {
  const instants = new Map<number, Set<string>>();
  return sent.flatMap((reading): readonly Taken[] => {
    const { measuredAt } = reading;
    if (measuredAt < OLDEST) return [{ ...reading, outcome: 'expired' }];
    const known = instants.get(measuredAt) ?? new Set<string>();
    const name = JSON.stringify([reading.boot, reading.seq, sorted(reading)]);
    if (known.has(name)) return [];
    instants.set(measuredAt, known.add(name));
    return [{ ...reading, outcome: known.size === 1 ? 'stored' : 'superseded' }];
  });
}

function sorted({ values }: Sent): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function follow(taken: readonly Taken[], between = (course: DeviceCourse): DeviceCourse => course): CourseCounts {
  const counts = { outOfOrder: 0, missing: 0, restarts: 0, unchanged: 0 };
  let course = new DeviceCourse();
  for (const reading of taken) {
    course.take({ ...reading, identity: identityOf(reading) }, reading.outcome, counts);
    course = between(course);
  }
  return counts;
}

/** The definitions, each over the whole history. */
function byDefinition(all: readonly Taken[]): CourseCounts {
  const stored = all.filter(({ outcome }) => outcome !== 'expired');
  const newest = all.filter(({ measuredAt }, at) => all.slice(0, at).every((other) => other.measuredAt < measuredAt));
  const told = newest.filter(({ boot }) => boot !== null);
  const untold = newest.filter(({ boot, seq }) => boot === null && seq !== null);
  const begun = untold.filter(({ seq }, at) => at > 0 && (seq as number) < (untold[at - 1]?.seq as number));
  const numbers = new Map<string, Set<number>>();
  const firstUntold = all.find(({ boot, seq }) => boot === null && seq !== null);
  all.forEach(({ boot, seq, measuredAt }, at) => {
    if (seq === null) return;
    const begunBefore = begun.filter((one) => all.indexOf(one) <= at);
    const epochs = [...(firstUntold === undefined ? [] : [firstUntold]), ...begunBefore];
    const epoch = epochs.findLastIndex((one) => one.measuredAt <= measuredAt);
    const name = boot === null ? `epoch ${Math.max(0, epoch)}` : JSON.stringify(boot);
    numbers.set(name, (numbers.get(name) ?? new Set<number>()).add(seq));
  });
  return {
    outOfOrder: stored.filter(({ measuredAt }, at) => stored.slice(0, at).some((one) => one.measuredAt > measuredAt))
      .length,
    missing: [...numbers.values()].reduce((sum, set) => sum + Math.max(...set) - Math.min(...set) + 1 - set.size, 0),
    restarts: told.filter(({ boot }, at) => at > 0 && boot !== told[at - 1]?.boot).length + begun.length,
    unchanged: stored.filter(
      (one, at) => at > 0 && one.outcome === 'stored' && sorted(one) === sorted(stored[at - 1] as Taken),
    ).length,
  };
}

const reading = (boots: readonly ReadingHead['boot'][]): fc.Arbitrary<Sent> =>
  fc.record({
    boot: fc.constantFrom(...boots),
    seq: fc.option(fc.nat({ max: 30 }), { freq: 8 }),
    measuredAt: fc.nat({ max: 40 }),
    values: fc.constantFrom<Sent['values'][]>({ a: 1, b: 'x' }, { b: 'x', a: 1 }, { a: 2, b: 'x' }, { a: 1 }),
  });
const history = (boots: readonly ReadingHead['boot'][]) =>
  fc.array(reading(boots), { maxLength: 40 }).map((sent) => outcomes([...sent, ...sent.slice(0, 5)]));

describe('the course of a device', () => {
  it('counts by its definitions whatever comes in whatever order, stored and loaded between any two readings', () => {
    fc.assert(
      fc.property(history(['a', 'b', 1, '1']), (taken) => {
        expect(follow(taken, (course) => DeviceCourse.fromJson(course.toJson()))).toEqual(byDefinition(taken));
      }),
      { numRuns: 500 },
    );
  });

  it('counts the same where the device tells no boot, or only sometimes', () => {
    fc.assert(
      fc.property(history([null, null, null, 'a', 'b']), (taken) => {
        fc.pre(byDefinition(taken).restarts < MOST_BOOTS - 3);
        expect(follow(taken, (course) => course.copy())).toEqual(byDefinition(taken));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the state it began from as it was when it goes on from a copy', () => {
    fc.assert(
      fc.property(history([null, 'a', 'b']), (taken) => {
        follow(taken, (course) => {
          const kept = course.toJson();
          const counts = { outOfOrder: 0, missing: 0, restarts: 0, unchanged: 0 };
          course.copy().take({ boot: 'a', seq: 99, measuredAt: 99, identity: 7 }, 'stored', counts);
          expect(course.toJson()).toBe(kept);
          return course;
        });
      }),
      { numRuns: 50 },
    );
  });

  it('takes a lower count in a newer reading for a new start where no boot is told, and finds a late one its place', () => {
    const at = (measuredAt: number, seq: number): Taken => {
      return { boot: null, seq, measuredAt, values: { a: measuredAt }, outcome: 'stored' };
    };
    const taken = [at(10, 50), at(12, 52), at(20, 0), at(22, 2), at(11, 51), at(21, 1)];
    expect(follow(taken.slice(0, 4))).toEqual({ outOfOrder: 0, missing: 2, restarts: 1, unchanged: 0 });
    expect(follow(taken)).toEqual({ outOfOrder: 2, missing: 0, restarts: 1, unchanged: 0 });
  });

  it('stays small whatever comes', () => {
    const many = Array.from({ length: 5_000 }, (_, at): Taken => {
      return { boot: at % 20, seq: at * 3, measuredAt: at, values: { a: 1 }, outcome: 'stored' };
    });
    let largest = 0;
    const counts = follow(many, (course) => {
      largest = Math.max(largest, course.toJson().length);
      return course;
    });
    expect(largest).toBeLessThan(10_000);
    expect(counts).toMatchObject({ restarts: 4_999, unchanged: 4_999, outOfOrder: 0 });
  });
});
