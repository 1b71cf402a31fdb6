import { ConflictError, InvalidRequestError, NotFoundError, ulid, type Clock, type Random } from '@fieldline/platform';
import type { PayloadMapping } from '../domain/payload-mapping.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { ReplayJob, ReplayJobStore } from '../ports/replay-job-store.js';
import type { Viewer } from '../ports/viewer.js';
import { filterOf, type DeskFilter } from './dead-letter-desk.js';
import type { RegistryView } from './device-contexts.js';

export interface ReplayJobsParts {
  readonly jobs: ReplayJobStore;
  readonly registry: RegistryView;
  readonly clock: Clock;
  readonly random: Random;
  /** Told when there is a new job. */
  readonly wake: () => void;
}

export interface ReplayRequest {
  readonly filter: Pick<DeskFilter, 'device' | 'site' | 'rule' | 'kind'>;
  readonly mapping: PayloadMapping;
}

/** Replays of all letters of a filter, as they are asked for and looked at. */
export class ReplayJobs {
  readonly #parts: ReplayJobsParts;

  constructor(parts: ReplayJobsParts) {
    this.#parts = parts;
  }

  /** Rejects with ConflictError while one runs in the tenant, and with InvalidRequestError where there is no such device. */
  async start(viewer: Viewer, by: string, { filter, mapping }: ReplayRequest): Promise<ReplayJob> {
    const { jobs, registry, clock, random, wake } = this.#parts;
    const known = filterOf(registry, viewer, filter);
    if (known === undefined) {
      const message = `there is no device '${filter.device}'; expected the name of a registered one`;
      throw new InvalidRequestError(`body.filter.device: ${message}`, {
        faults: [{ at: 'body.filter.device', message }],
      });
    }
    const id = ulid(clock, random);
    const job = await jobs.start({ id, viewer, filter: known, mapping, startedBy: by, startedAt: clock.now() });
    if (job === undefined) throw new ConflictError('a replay runs already; wait for its end');
    wake();
    return job;
  }

  list(viewer: Viewer, page: PageRequest): Promise<Page<ReplayJob>> {
    return this.#parts.jobs.page(viewer, page);
  }

  /** Rejects with NotFoundError. */
  async job(viewer: Viewer, id: string): Promise<ReplayJob> {
    const job = await this.#parts.jobs.job(viewer, id);
    if (job === undefined) throw new NotFoundError(`there is no replay '${id}'`);
    return job;
  }
}
