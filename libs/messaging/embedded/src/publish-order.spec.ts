import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PublishLane, PublishTicket } from './publish-order.js';

const LANES = 3;

interface Call {
  readonly lanes: readonly number[];
}

type Step =
  | { readonly kind: 'publish'; readonly lanes: readonly number[] }
  | { readonly kind: 'durable'; readonly lane: number }
  | { readonly kind: 'fail'; readonly lane: number };

const lane = fc.nat(LANES - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), lanes: fc.uniqueArray(lane, { minLength: 1 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('durable' as const), lane }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), lane }) },
);

function steps(): fc.Arbitrary<Step[]> {
  return fc.array(step, { minLength: 10, maxLength: 60, size: 'max' });
}

/** Plays steps; returns the calls and the numbers of those resolved and rejected, in order. */
function play(steps: readonly Step[]): { calls: Call[]; resolved: number[]; rejected: number[] } {
  const lanes = Array.from({ length: LANES }, () => ({ lane: new PublishLane(), waiting: [] as PublishTicket[] }));
  const calls: Call[] = [];
  const resolved: number[] = [];
  const rejected: number[] = [];
  for (const each of steps) {
    if (each.kind === 'publish') {
      const number = calls.length;
      const ticket = new PublishTicket(
        number,
        () => resolved.push(number),
        () => rejected.push(number),
      );
      calls.push({ lanes: each.lanes });
      for (const at of each.lanes) {
        lanes[at]?.lane.join(ticket);
        lanes[at]?.waiting.push(ticket);
      }
      continue;
    }
    const target = lanes[each.lane];
    const [first] = target?.waiting ?? [];
    if (target === undefined || first === undefined) continue;
    if (each.kind === 'durable') target.lane.durable(target.waiting.splice(0, 2));
    else target.lane.fail(target.waiting.splice(0)[0] ?? first, new Error('lost'));
  }
  return { calls, resolved, rejected };
}

function share(a: Call | undefined, b: Call | undefined): boolean {
  return a?.lanes.some((each) => b?.lanes.includes(each)) ?? false;
}

describe('the order of publishing', () => {
  it('settles each call once', () => {
    fc.assert(
      fc.property(steps(), (played) => {
        const { resolved, rejected } = play(played);
        const settled = [...resolved, ...rejected];
        expect(new Set(settled).size).toBe(settled.length);
      }),
    );
  });

  it('resolves calls that share a partition in the order in which they were made', () => {
    fc.assert(
      fc.property(steps(), (played) => {
        const { calls, resolved } = play(played);
        resolved.forEach((number, at) => {
          const later = resolved.slice(at + 1).filter((each) => each < number && share(calls[each], calls[number]));
          expect(later).toEqual([]);
        });
      }),
    );
  });

  it('leaves no call unsettled that was made after a rejected one before that was rejected, and shares a partition', () => {
    fc.assert(
      fc.property(steps(), fc.nat(LANES - 1), (played, failing) => {
        const { calls, resolved, rejected } = play([...played, { kind: 'fail', lane: failing }]);
        const before = play(played);
        const now = rejected.filter((number) => !before.rejected.includes(number));
        for (const number of now) {
          const missed = calls.findIndex(
            (call, at) => at > number && share(call, calls[number]) && !resolved.includes(at) && !rejected.includes(at),
          );
          expect(missed).toBe(-1);
        }
      }),
    );
  });

  it('waits for every partition of a call', () => {
    const waiting: Step[] = [
      { kind: 'publish', lanes: [0, 1] },
      { kind: 'publish', lanes: [0] },
      { kind: 'durable', lane: 0 },
    ];
    expect(play(waiting).resolved).toEqual([]);
    expect(play([...waiting, { kind: 'durable', lane: 1 }]).resolved).toEqual([0, 1]);
    expect(play([...waiting, { kind: 'fail', lane: 1 }]).rejected).toEqual([0, 1]);
  });
});
