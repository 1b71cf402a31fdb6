import type { PayloadMapping } from '../domain/payload-mapping.js';
import type { ReplayReason } from '../domain/replay-reasons.js';
import type { Letter, LetterFilter, ReplayMark } from './dead-letter-store.js';
import type { Page, PageRequest } from './page.js';
import type { Viewer } from './viewer.js';

export type ReplayFilter = Pick<LetterFilter, 'deviceId' | 'siteId' | 'rule' | 'kind'>;

export interface NewReplay {
  readonly id: string;
  /** What who started it may see. */
  readonly viewer: Viewer;
  readonly filter: ReplayFilter;
  readonly mapping: PayloadMapping;
  /** Name of who started it. */
  readonly startedBy: string;
  /** ms since 1970; letters that arrive later are not of it. */
  readonly startedAt: number;
}

export interface ReplayProgress {
  readonly accepted: number;
  readonly refusedAgain: number;
  /** Of those refused again, the most frequent first. */
  readonly reasons: readonly ReplayReason[];
}

/** The letter that a job came to last. */
export interface ReplayPlace {
  /** ms since 1970. */
  readonly receivedAt: number;
  readonly letterId: string;
}

export interface ReplayJob extends NewReplay, ReplayProgress {
  readonly state: 'running' | 'done' | 'failed';
  readonly total: number;
  readonly endedAt: number | null;
  readonly problem: string | null;
  readonly after: ReplayPlace | null;
}

export interface BatchSize {
  readonly letters: number;
  /** Of their payloads; one letter comes however large it is. */
  readonly bytes: number;
}

/** One step of a job: what became of its letters up to `after`. */
export interface ReplayStep {
  readonly after: ReplayPlace;
  readonly marks: readonly ReplayMark[];
  readonly progress: ReplayProgress;
  /** ms since 1970. */
  readonly at: number;
}

/** Replays of many letters. Every method rejects with RetriableError while the store is away. */
export interface ReplayJobStore {
  /** Counts its letters and begins it; undefined where one is running in the tenant. */
  start(job: NewReplay): Promise<ReplayJob | undefined>;
  /** Undefined where the viewer's tenant has no such job, or it is of sites that the viewer does not see. */
  job(viewer: Viewer, id: string): Promise<ReplayJob | undefined>;
  /** The newest first. */
  page(viewer: Viewer, page: PageRequest): Promise<Page<ReplayJob>>;
  /** Of all tenants. */
  running(): Promise<readonly ReplayJob[]>;
  /** The next letters of a job, the oldest first: those not replayed yet. None when it came to its end. */
  next(job: ReplayJob, size: BatchSize): Promise<readonly Letter[]>;
  /** Marks the letters and moves the job behind them: both or none. */
  step(job: ReplayJob, step: ReplayStep): Promise<void>;
  end(job: ReplayJob, end: { readonly at: number; readonly problem: string | null }): Promise<void>;
}
