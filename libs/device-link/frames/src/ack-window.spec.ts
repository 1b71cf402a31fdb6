import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AckWindow } from './ack-window.js';

const at = { bytes: 10, arrivedAt: 1, firstSeenAt: 1 };
const ack = (id: number, qos: number): string =>
  Buffer.from([qos === 2 ? 0x50 : 0x40, 2, id >> 8, id & 255]).toString('hex');
const hex = (frames: Buffer | undefined): string => frames?.toString('hex') ?? '';

function owing(...publishes: readonly [id: number, qos: number][]): AckWindow {
  const acks = new AckWindow();
  for (const [id, qos] of publishes) acks.register({ id, qos, ...at });
  return acks;
}

describe('AckWindow', () => {
  it('lets an acknowledgement go when it is claimed, agreed and released', () => {
    const acks = owing([7, 1]);
    acks.claim(7);
    acks.agree(7, false);
    expect(acks.takeDue()).toBeUndefined();
    acks.release(0, 0);
    expect(hex(acks.takeDue())).toBe(ack(7, 1));
    expect([acks.count, acks.bytes]).toEqual([0, 0]);
  });

  it('never lets one go that the broker did not agree to', () => {
    const acks = owing([7, 1]);
    acks.claim(7);
    acks.release(0, 0);
    expect(acks.takeDue()).toBeUndefined();
  });

  it('never lets one go that nobody claimed, nor any behind it', () => {
    const acks = owing([7, 1], [8, 1]);
    acks.agree(7, false);
    acks.agree(8, false);
    expect(acks.claim(8)).toBe(1);
    acks.release(0, 1);
    expect(acks.takeDue()).toBeUndefined();
    expect(acks.unclaimed()).toEqual({ count: 1, bytes: 10 });
  });

  it('tells two messages with one packet id apart', () => {
    const acks = owing([7, 1], [7, 1]);
    expect([acks.claim(7), acks.claim(7), acks.claim(7)]).toEqual([0, 1, -1]);
    acks.agree(7, false);
    acks.release(0, 1);
    expect(hex(acks.takeDue())).toBe(ack(7, 1));
    expect(acks.count).toBe(1);
  });

  it('does not take a PUBREC for a PUBACK', () => {
    const acks = owing([7, 2]);
    expect(acks.agree(7, false)).toBe(false);
    expect(acks.agree(7, true)).toBe(true);
  });

  it('sends what is due as one buffer', () => {
    const acks = owing([1, 1], [2, 2], [3, 1]);
    for (const id of [1, 2, 3]) acks.claim(id);
    for (const id of [3, 1]) acks.agree(id, false);
    acks.agree(2, true);
    acks.release(0, 2);
    expect(hex(acks.takeDue())).toBe(ack(1, 1) + ack(2, 2) + ack(3, 1));
  });

  it('counts what a release let go once', () => {
    const acks = owing([1, 1], [2, 1]);
    acks.claim(1);
    acks.claim(2);
    expect(acks.release(0, 1)).toEqual({ count: 2, bytes: 20 });
    expect(acks.release(0, 1)).toEqual({ count: 0, bytes: 0 });
  });

  it('acknowledges in PUBLISH order and never before release, in whatever order broker and log are done', () => {
    const step = fc.record({ kind: fc.constantFrom('publish', 'agree', 'release'), pick: fc.nat(), span: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => new Model().run(steps)),
      { numRuns: 300 },
    );
  });
});

interface Step {
  readonly kind: string;
  readonly pick: number;
  readonly span: number;
}

/** The same promise in the plainest way. */
class Model {
  readonly acks = new AckWindow();
  readonly publishes: { readonly id: number; readonly qos: number }[] = [];
  readonly agreed = new Set<number>();
  readonly released = new Set<number>();
  sent = 0;

  run(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.kind === 'publish') this.publish(step.pick);
      else if (step.kind === 'agree') this.agree(step.pick);
      else this.release(step.pick, step.span);
      this.checkDue();
    }
    for (let i = 0; i < this.publishes.length; i++) this.agree(0);
    this.release(0, this.publishes.length);
    this.checkDue();
    expect(this.sent).toBe(this.publishes.length);
  }

  publish(pick: number): void {
    const publish = { id: (this.publishes.length % 65_535) + 1, qos: 1 + (pick & 1) };
    const ticket = this.acks.register({ ...publish, ...at });
    expect(this.acks.claim(publish.id)).toBe(ticket);
    this.publishes.push(publish);
  }

  agree(pick: number): void {
    const open = this.publishes.map((_, i) => i).filter((i) => !this.agreed.has(i));
    if (open.length === 0) return;
    const index = open[pick % open.length]!;
    const { id, qos } = this.publishes[index]!;
    expect(this.acks.agree(id, qos === 2)).toBe(true);
    this.agreed.add(index);
  }

  release(pick: number, span: number): void {
    if (this.publishes.length === 0) return;
    const first = pick % this.publishes.length;
    this.acks.release(first, first + span);
    for (let i = first; i <= first + span && i < this.publishes.length; i++) this.released.add(i);
  }

  checkDue(): void {
    let expected = '';
    while (this.agreed.has(this.sent) && this.released.has(this.sent)) {
      const { id, qos } = this.publishes[this.sent++]!;
      expected += ack(id, qos);
    }
    expect(hex(this.acks.takeDue())).toBe(expected);
  }
}
