import { ConflictError, InvalidRequestError, NotFoundError, RetriableError, type Clock } from '@fieldline/platform';
import type { RefusalReason } from '@fieldline/contracts';
import type { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import type { DeadLetterStore, Letter, LetterFilter, LetterView, ReasonCount } from '../ports/dead-letter-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { Viewer } from '../ports/viewer.js';
import type { RegistryView } from './device-contexts.js';
import { Obstacle, type ReplayLetters } from './replay-letters.js';
import type { ReplayEdit, ReplayPlan } from './replay-plan.js';

export interface DeadLetterDeskParts {
  readonly letters: DeadLetterStore;
  readonly replay: ReplayLetters;
  readonly registry: RegistryView;
  readonly clock: Clock;
  /** Those that learn anew what is used, when a letter was discarded. */
  readonly quotas: readonly DeadLetterQuota[];
}

/** A filter as people say it. */
export interface DeskFilter extends Omit<LetterFilter, 'deviceId' | 'siteId'> {
  /** External id. */
  readonly device?: string | undefined;
  readonly site?: string | undefined;
}

/** The dead-letter desk: what was refused, looked at, tried, sent once more, or put away. */
export class DeadLetterDesk {
  readonly #parts: DeadLetterDeskParts;
  /** Letters that are on their way into the log. */
  readonly #sending = new Set<string>();

  constructor(parts: DeadLetterDeskParts) {
    this.#parts = parts;
  }

  async list(viewer: Viewer, filter: DeskFilter, page: PageRequest): Promise<Page<LetterView>> {
    const known = filterOf(this.#parts.registry, viewer, filter);
    return known === undefined ? { items: [], next: undefined } : this.#parts.letters.page(viewer, known, page);
  }

  async reasons(viewer: Viewer, filter: Pick<DeskFilter, 'device' | 'site'>): Promise<readonly ReasonCount[]> {
    const known = filterOf(this.#parts.registry, viewer, filter);
    return known === undefined ? [] : this.#parts.letters.reasons(viewer, known);
  }

  /** Rejects with NotFoundError. */
  async letter(viewer: Viewer, id: string): Promise<Letter> {
    const letter = await this.#parts.letters.letter(viewer, id);
    if (letter === undefined) throw new NotFoundError(`there is no dead letter '${id}'`);
    return letter;
  }

  /** What it would become. Rejects with NotFoundError, and with ConflictError where its device is gone, disabled or elsewhere. */
  async try(viewer: Viewer, id: string, edit: ReplayEdit): Promise<ReplayPlan> {
    const plan = this.#parts.replay.plan(viewer, await this.letter(viewer, id), edit);
    if (plan instanceof Obstacle) throw obstructed(id, plan.reason);
    return plan;
  }

  /**
   * Sends it once more; resolves when the log has it. Rejects with InvalidRequestError where any of it is refused again,
   * with ConflictError where its device is gone, disabled or elsewhere, where it is being replayed, or was replayed just
   * so: what differs from what was sent before is a correction. Rejects retriably while the log or the store is away; the
   * log may have it then, and the same replay again is a duplicate.
   */
  async replay(viewer: Viewer, by: string, id: string, edit: ReplayEdit): Promise<LetterView> {
    if (this.#sending.has(id)) throw new ConflictError(`dead letter '${id}' is being replayed; wait for its end`);
    this.#sending.add(id);
    try {
      return await this.#replay(viewer, by, await this.letter(viewer, id), edit);
    } finally {
      this.#sending.delete(id);
    }
  }

  /** Takes its bytes away; it stays counted, and its room in the quota is free. Rejects with NotFoundError. */
  async discard(viewer: Viewer, id: string): Promise<void> {
    const { letters, quotas } = this.#parts;
    let isGone = true;
    try {
      isGone = await letters.discard(viewer, id);
    } finally {
      // also where the answer was lost
      if (isGone) for (const quota of quotas) quota.forget();
    }
    if (!isGone) throw new NotFoundError(`there is no dead letter '${id}'`);
  }

  async #replay(viewer: Viewer, by: string, letter: Letter, edit: ReplayEdit): Promise<LetterView> {
    const { replay, letters, clock } = this.#parts;
    const { id, tenantId } = letter;
    const plan = replay.plan(viewer, letter, edit);
    if (plan instanceof Obstacle) throw obstructed(id, plan.reason);
    if (letter.replayedAt !== null && letter.replayedHash === plan.hash) throw repeated(letter);
    if (replay.withheld) throw new RetriableError('the log is away');
    const ready = replay.ready(viewer, await replay.timed(viewer, [{ letter, edit }]));
    const [refused] = ready.refused;
    if (refused !== undefined) throw refusedAgain(id, refused.reasons);
    await replay.send(ready);
    const at = clock.now();
    await letters.markReplayed(tenantId, ready.marks, { at, by, replayId: null });
    return { ...letter, replayedAt: at };
  }
}

/** Undefined where the tenant has no such device: then there is nothing to find. */
export function filterOf(
  registry: RegistryView,
  { tenantId }: Viewer,
  { device, site: siteId, ...rest }: DeskFilter,
): LetterFilter | undefined {
  if (device === undefined) return { ...rest, siteId };
  const deviceId = registry.deviceByExternalId(tenantId, device)?.id;
  return deviceId === undefined ? undefined : { ...rest, siteId, deviceId };
}

function obstructed(id: string, { message, expected }: RefusalReason): ConflictError {
  const wanted = expected === undefined ? '' : `; what would be right: ${expected}`;
  return new ConflictError(`dead letter '${id}' cannot be replayed: ${message}${wanted}`);
}

function repeated({ id, replayedAt, replayedBy }: Letter): ConflictError {
  const when = new Date(replayedAt ?? 0).toISOString();
  return new ConflictError(
    `dead letter '${id}' was replayed just so at ${when} by ${replayedBy}; edit or map it to correct that`,
  );
}

function refusedAgain(id: string, reasons: readonly RefusalReason[]): InvalidRequestError {
  const faults = reasons.map(({ rule, message, metric, value, expected, at }) => {
    const where = ['payload', ...(at === undefined ? [] : [at]), ...(metric === undefined ? [] : [metric])].join('.');
    const got = value === undefined ? '' : ` (${value.slice(0, 80)})`;
    return { at: where, message: `${rule}: ${message}${got}${expected === undefined ? '' : `; expected ${expected}`}` };
  });
  const first = faults[0]?.message ?? '';
  return new InvalidRequestError(`dead letter '${id}' is refused again, nothing was sent: ${first}`, { faults });
}
