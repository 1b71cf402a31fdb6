import type { ReadingQuality, RefusalReason, RefusedV1 } from '@fieldline/contracts';
import type { Page, PageRequest } from './page.js';
import type { Viewer } from './viewer.js';

/** A refused message that is kept, without its bytes. Times are ms since 1970. */
export interface LetterView {
  /** Digits. */
  readonly id: string;
  readonly tenantId: string;
  readonly deviceId: string;
  /** Its external id; null where the registry has it no more. */
  readonly device: string | null;
  readonly siteId: string;
  readonly kind: RefusedV1['kind'];
  readonly receivedAt: number;
  readonly topic: string;
  readonly reason: RefusalReason;
  /** Bytes. */
  readonly size: number;
  readonly replayedAt: number | null;
}

export interface Letter extends LetterView {
  /** `reading`: the store could not take it; its bytes are the checked values. */
  readonly stream: 'refused' | 'reading';
  /** Of the accepted reading that a refused value belongs to, or of one that the store could not take. */
  readonly measuredAt: number | null;
  readonly quality: ReadingQuality | null;
  /** See {@link DeadLetterStore.standIn}. */
  readonly standIn: number | null;
  readonly replayedBy: string | null;
  /** SHA-256 of what was sent, hex. */
  readonly replayedHash: string | null;
  readonly payload: Buffer;
  /** SHA-256, hex. */
  readonly hash: string;
}

export interface LetterFilter {
  readonly deviceId?: string | undefined;
  readonly siteId?: string | undefined;
  readonly rule?: string | undefined;
  readonly kind?: RefusedV1['kind'] | undefined;
  /** Both where undefined. */
  readonly replayed?: boolean | undefined;
  /** Arrived at this time or later, ms since 1970. */
  readonly from?: number | undefined;
  /** Arrived before. */
  readonly to?: number | undefined;
}

/** The letters of one rule. */
export interface ReasonCount {
  readonly rule: string;
  /** With their bytes. */
  readonly kept: number;
  /** Of those, the ones replayed with success. */
  readonly replayed: number;
  /** Counted alone, also those that were discarded or became too old. */
  readonly beyondQuota: number;
  readonly devices: number;
  /** ms since 1970. */
  readonly lastAt: number;
}

/** That a letter is in the log, as it was sent. */
export interface ReplayMark {
  readonly id: string;
  readonly hash: string;
}

export interface Replayed {
  /** ms since 1970. */
  readonly at: number;
  /** Name of who did it. */
  readonly by: string;
  /** The job that did it, if any. */
  readonly replayId: string | null;
}

export interface StandInRequest {
  readonly letter: Pick<Letter, 'id' | 'deviceId'>;
  /** Consecutive instants. */
  readonly count: number;
  /** The first that will do, ms since 1970. */
  readonly from: number;
  /** Instants at which the device has readings. */
  readonly taken: ReadonlySet<number>;
}

/** What was refused and is kept. Every method rejects with RetriableError while the store is away. */
export interface DeadLetterStore {
  /** By the time of arrival, the newest first. */
  page(viewer: Viewer, filter: LetterFilter, page: PageRequest): Promise<Page<LetterView>>;
  /** By rule. What is counted alone belongs to the site where its device is now. */
  reasons(viewer: Viewer, filter: Pick<LetterFilter, 'deviceId' | 'siteId'>): Promise<readonly ReasonCount[]>;
  /** Undefined where the viewer sees no such letter. */
  letter(viewer: Viewer, id: string): Promise<Letter | undefined>;
  /**
   * The first of the instants that stand in for the times which a letter does not tell: chosen at the first call, none that
   * is taken or was given to another letter of the device, and the same at each later one.
   */
  standIn(request: StandInRequest): Promise<number>;
  markReplayed(tenantId: string, marks: readonly ReplayMark[], replayed: Replayed): Promise<void>;
  /** Takes its bytes away; it stays counted. False where the viewer sees no such letter. */
  discard(viewer: Viewer, id: string): Promise<boolean>;
}
