import { parseDeviceTopic, type RefusalReason } from '@fieldline/contracts';
import type { ReadingStore } from '@fieldline/readings';
import type { DeadLetterStore, Letter, ReplayMark } from '../ports/dead-letter-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import type { DeviceContext } from './device-contexts.js';
import type { ReplayedReading, ReplayIntake } from './replay-intake.js';
import { planReplay, type ReplayEdit, type ReplayPlan } from './replay-plan.js';

/** Readings of a device that are looked at for a free instant, ms from the one that is wanted. */
const LOOKED_AT_MS = 1_000;

export interface ReplayLettersParts {
  readonly intake: ReplayIntake;
  readonly letters: Pick<DeadLetterStore, 'standIn'>;
  readonly readings: Pick<ReadingStore, 'rows'>;
}

/** Why a letter cannot be sent, whatever stands in it: its device is gone, disabled or elsewhere. */
export class Obstacle {
  constructor(readonly reason: RefusalReason) {}
}

/** Letters that pass, of one device or many, made ready in one turn of the event loop. */
export interface ReadyLetters {
  readonly readings: readonly ReplayedReading[];
  readonly marks: readonly ReplayMark[];
  readonly refused: readonly RefusedLetter[];
}

export interface RefusedLetter {
  readonly letter: Letter;
  /** At least one. */
  readonly reasons: readonly RefusalReason[];
}

export interface LetterToReplay {
  readonly letter: Letter;
  readonly edit: ReplayEdit;
}

/**
 * Brings dead letters through the check and into the log. Device, instant and identity of a reading are a function of the
 * letter and of what is sent, so that a replay which is repeated, because nobody knows whether it came through, is a
 * duplicate for the store.
 */
export class ReplayLetters {
  readonly #parts: ReplayLettersParts;

  constructor(parts: ReplayLettersParts) {
    this.#parts = parts;
  }

  get withheld(): boolean {
    return this.#parts.intake.withheld;
  }

  /** What the letter would become, or why it cannot be sent at all. */
  plan(viewer: Viewer, letter: Letter, edit: ReplayEdit): ReplayPlan | Obstacle {
    const context = this.#deviceOf(viewer, letter);
    return context instanceof Obstacle ? context : planReplay(letter, edit, context);
  }

  /** Chooses the instants that stand in for missing times; the letters as they then are. */
  async timed(viewer: Viewer, all: readonly LetterToReplay[]): Promise<readonly LetterToReplay[]> {
    const timed: LetterToReplay[] = [];
    for (const { letter, edit } of all) {
      const standIn = await this.#standIn(viewer, letter, edit);
      timed.push({ letter: { ...letter, standIn }, edit });
    }
    return timed;
  }

  /** Those that pass as a whole, of {@link timed} letters; each of the others with its reasons. To be sent in the same turn. */
  ready(viewer: Viewer, all: readonly LetterToReplay[]): ReadyLetters {
    const readings: ReplayedReading[] = [];
    const marks: ReplayMark[] = [];
    const refused: RefusedLetter[] = [];
    for (const { letter, edit } of all) {
      const context = this.#deviceOf(viewer, letter);
      const plan = context instanceof Obstacle ? context : planReplay(letter, edit, context);
      const reasons = reasonsOf(plan, letter);
      if (reasons.length > 0 || context instanceof Obstacle || plan instanceof Obstacle) {
        refused.push({ letter, reasons });
        continue;
      }
      readings.push(...stamped(plan, letter, context));
      marks.push({ id: letter.id, hash: plan.hash });
    }
    return { readings, marks, refused };
  }

  /** Resolves when the log has them. */
  send({ readings }: ReadyLetters): Promise<void> {
    return this.#parts.intake.publish(readings);
  }

  /** Null where the letter tells all its times, or does not pass. */
  async #standIn(viewer: Viewer, letter: Letter, edit: ReplayEdit): Promise<number | null> {
    if (letter.standIn !== null) return letter.standIn;
    const context = this.#deviceOf(viewer, letter);
    if (context instanceof Obstacle) return null;
    const { readings, refused } = planReplay(letter, edit, context);
    if (refused.length > 0 || readings.every(({ measuredAt }) => measuredAt !== null)) return null;
    const { tenantId, id: deviceId } = context.device;
    const from = letter.receivedAt + (letter.reason.at ?? 0);
    const taken = new Set<number>();
    const near = { tenantId, deviceId, from, to: from + LOOKED_AT_MS + readings.length };
    for await (const { at } of this.#parts.readings.rows(near)) taken.add(at);
    return this.#parts.letters.standIn({ letter, count: readings.length, from, taken });
  }

  /** Whom the letter's message speaks for: the device itself, or a child behind a gateway. */
  #deviceOf(viewer: Viewer, letter: Letter): DeviceContext | Obstacle {
    const { intake } = this.#parts;
    const topic = parseDeviceTopic(letter.topic);
    if (topic !== undefined && topic.channel !== 'telemetry') {
      return obstacle('channel-not-consumed', `nothing consumes '${topic.channel}', where it was sent`, 'telemetry');
    }
    const own = intake.device(letter.deviceId);
    const isOfChild = topic?.gateway !== undefined && topic.gateway === own?.device.externalId;
    const context = isOfChild ? intake.child(letter.tenantId, letter.deviceId, topic?.device ?? '') : own;
    if (context === undefined || context.device.tenantId !== letter.tenantId) {
      const text = isOfChild
        ? `'${topic?.device}' is not registered behind gateway '${topic?.gateway}'`
        : 'its device is gone';
      return obstacle(isOfChild ? 'unknown-child' : 'device-gone', text, 'a registered device that is not disabled');
    }
    const { disabled, externalId, siteId } = context.device;
    if (disabled) return obstacle('device-disabled', `'${externalId}' is disabled`, 'a device that is not disabled');
    if (!isOfChild && siteId !== letter.siteId) {
      const text = `'${externalId}' has moved to another site, whose sums the reading would change`;
      return obstacle('device-moved', text, `the device at the site ${letter.siteId}, where it was refused`);
    }
    if (!seesSite(viewer, siteId))
      return obstacle('device-elsewhere', `'${externalId}' is at a site that you do not see`);
    return context;
  }
}

function obstacle(rule: string, message: string, expected?: string): Obstacle {
  return new Obstacle({ rule, message, ...(expected === undefined ? {} : { expected }) });
}

function reasonsOf(plan: ReplayPlan | Obstacle, { standIn }: Letter): readonly RefusalReason[] {
  if (plan instanceof Obstacle) return [plan.reason];
  if (plan.refused.length > 0) return plan.refused.map(({ reason }) => reason);
  const isUntimed = standIn === null && plan.readings.some(({ measuredAt }) => measuredAt === null);
  return isUntimed ? [{ rule: 'changed-meanwhile', message: 'its device was changed meanwhile; try again' }] : [];
}

function stamped({ readings }: ReplayPlan, letter: Letter, context: DeviceContext): readonly ReplayedReading[] {
  const { receivedAt, standIn } = letter;
  return readings.map(({ reading, measuredAt, quality, deviceTime }, at) => {
    const instant = measuredAt ?? (standIn as number) + at;
    return { context, reading, measuredAt: instant, quality, deviceTime, receivedAt };
  });
}
