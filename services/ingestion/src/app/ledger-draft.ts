import { ReceiptTrack } from '../domain/applied-receipts.js';
import type { DeviceCourse } from '../domain/device-course.js';
import type { RecentWindow } from '../domain/recent-window.js';
import type { AppliedReceipts, DeadLetter, LedgerCommit, LedgerCounts, ReceiptStream } from '../ports/ledger-store.js';

type Counts = { -readonly [K in keyof LedgerCounts]: LedgerCounts[K] };

/** What a partition's consumer knows of a device. */
export interface DeviceState {
  readonly tenantId: string;
  /** By run. */
  readonly tracks: ReadonlyMap<string, ReceiptTrack>;
  readonly recent: RecentWindow;
  readonly course: DeviceCourse;
}

interface DraftDevice {
  readonly tracks: Map<string, ReceiptTrack>;
  readonly counts: Counts;
  readonly before: DeviceState;
  recent: RecentWindow | undefined;
  course: DeviceCourse | undefined;
}

export interface DeviceKey {
  readonly tenantId: string;
  readonly deviceId: string;
}

/** The ledger's changes by one batch; the states it began from stay as they are until it is committed. */
export class LedgerDraft {
  readonly #stream: ReceiptStream;
  readonly #states: ReadonlyMap<string, DeviceState>;
  readonly #devices = new Map<string, DraftDevice>();
  readonly deadLetters: DeadLetter[] = [];

  constructor(stream: ReceiptStream, states: ReadonlyMap<string, DeviceState>) {
    this.#stream = stream;
    this.#states = states;
  }

  /** Whether the receipt is new; a repetition is counted and has no other effect. */
  apply(device: DeviceKey, runId: string, n: number): boolean {
    const draft = this.#device(device);
    let track = draft.tracks.get(runId);
    if (track === undefined) {
      track = draft.before.tracks.get(runId)?.copy() ?? new ReceiptTrack({ lastN: 0, applied: 0, gaps: [] });
      draft.tracks.set(runId, track);
    }
    const isNew = track.apply(n);
    if (!isNew) draft.counts.repeatedRecords += 1;
    return isNew;
  }

  counts(device: DeviceKey): Counts {
    return this.#device(device).counts;
  }

  recent(device: DeviceKey): RecentWindow {
    const draft = this.#device(device);
    return (draft.recent ??= draft.before.recent.copy());
  }

  course(device: DeviceKey): DeviceCourse {
    const draft = this.#device(device);
    return (draft.course ??= draft.before.course.copy());
  }

  /** By how many the missing receipt numbers became more; what became less in another run is not set against it. */
  newlyMissing(): number {
    let missing = 0;
    for (const { tracks, before } of this.#devices.values()) {
      for (const [runId, track] of tracks) {
        missing += Math.max(0, missingOf(track) - missingOf(before.tracks.get(runId)));
      }
    }
    return missing;
  }

  changes(): Pick<LedgerCommit, 'receipts' | 'counts' | 'recent' | 'courses' | 'deadLetters'> {
    const receipts: AppliedReceipts[] = [];
    for (const [deviceId, { tracks, counts }] of this.#devices) {
      for (const [runId, { lastN, applied, gaps }] of tracks) {
        receipts.push({ tenantId: counts.tenantId, deviceId, runId, stream: this.#stream, lastN, applied, gaps });
      }
    }
    const devices = [...this.#devices];
    return {
      receipts,
      counts: devices.map(([, { counts }]) => counts),
      recent: devices.flatMap(([deviceId, { recent }]) => (recent ? [{ deviceId, json: recent.toJson() }] : [])),
      courses: devices.flatMap(([deviceId, { course }]) => (course ? [{ deviceId, json: course.toJson() }] : [])),
      deadLetters: this.deadLetters,
    };
  }

  /** The states after this batch; to be adopted once it is committed. */
  *states(): Iterable<[string, DeviceState]> {
    for (const [deviceId, draft] of this.#devices) {
      const { tenantId, tracks, recent, course } = draft.before;
      const after = { tenantId, recent: draft.recent ?? recent, course: draft.course ?? course };
      yield [deviceId, { ...after, tracks: new Map([...tracks, ...draft.tracks]) }];
    }
  }

  #device({ tenantId, deviceId }: DeviceKey): DraftDevice {
    let draft = this.#devices.get(deviceId);
    if (draft === undefined) {
      const before = this.#states.get(deviceId);
      if (before === undefined) throw new Error(`the state of device ${deviceId} was not loaded`);
      draft = { before, tracks: new Map(), counts: noCounts(tenantId, deviceId), recent: undefined, course: undefined };
      this.#devices.set(deviceId, draft);
    }
    return draft;
  }
}

function missingOf(track: ReceiptTrack | undefined): number {
  return track === undefined ? 0 : track.lastN - track.applied;
}

function noCounts(tenantId: string, deviceId: string): Counts {
  return {
    tenantId,
    deviceId,
    stored: 0,
    duplicate: 0,
    superseded: 0,
    expired: 0,
    refused: 0,
    shed: 0,
    refusedValues: 0,
    clockUnsynced: 0,
    repeatedRecords: 0,
    outOfOrder: 0,
    missing: 0,
    restarts: 0,
    unchanged: 0,
  };
}
