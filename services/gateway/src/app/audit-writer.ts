import { ulid, type Clock, type Random } from '@fieldline/platform';
import type { AuditAction, AuditActor, AuditEntry } from '../ports/audit-log.js';

export interface AuditFacts {
  readonly tenantId: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly subject: string;
  readonly address: string | null;
}

export const SERVER: AuditActor = { kind: 'server', id: 'server', name: 'server' };

/** Gives what happened its time and id. */
export class AuditWriter {
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  entry(facts: AuditFacts): AuditEntry {
    return { ...facts, id: ulid(this.#clock, this.#random), at: this.#clock.now() };
  }
}
