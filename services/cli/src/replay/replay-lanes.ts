import { asError } from '@fieldline/platform';
import path from 'node:path';
import type { Recording } from './recording-file.js';

/** A recording that was not replayed to its end. */
export interface FailedRecording {
  readonly recording: Recording;
  readonly error: Error;
}

/** A recording that was left out, for one before it failed. */
export interface WaitingRecording {
  readonly recording: Recording;
  readonly reason: string;
}

export interface LanesEnd {
  /** In the order in which they failed. */
  readonly failed: readonly FailedRecording[];
  readonly notBegun: readonly WaitingRecording[];
}

export interface LaneWork {
  readonly replay: (recording: Recording) => Promise<void>;
  /** External ids of whose readings a recording holds. */
  readonly devicesOf: (recording: Recording) => Promise<readonly string[]>;
}

/** Recordings that must follow each other: two of one site may be of one device, whose order would be lost. */
export function lanesOf(recordings: readonly Recording[]): readonly (readonly Recording[])[] {
  const lanes = new Map<string, Recording[]>();
  for (const recording of recordings) {
    const { name } = recording.mapping.site;
    const lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, [recording]);
    else lane.push(recording);
  }
  return [...lanes.values()];
}

/**
 * Replays every lane in its order, up to `parallel` lanes at once. One that fails stops no other, but those behind it that
 * tell of the same device: a later reading corrects an earlier one, so their order matters.
 */
export async function replayLanes(
  lanes: readonly (readonly Recording[])[],
  parallel: number,
  { replay, devicesOf }: LaneWork,
): Promise<LanesEnd> {
  const failed: FailedRecording[] = [];
  const notBegun: WaitingRecording[] = [];
  const waiting = [...lanes];
  const devices = (recording: Recording): Promise<readonly string[]> => devicesOf(recording).catch(() => []);
  const replayLane = async (lane: readonly Recording[]): Promise<void> => {
    const missing = new Map<string, Recording>();
    for (const recording of lane) {
      const own = missing.size === 0 ? [] : await devices(recording);
      const shared = own.find((device) => missing.has(device));
      const error = shared === undefined ? await failureOf(replay(recording)) : undefined;
      if (shared !== undefined) notBegun.push({ recording, reason: whyNot(missing.get(shared), shared) });
      if (error !== undefined) failed.push({ recording, error });
      if (shared === undefined && error === undefined) continue;
      for (const device of await devices(recording)) missing.set(device, recording);
    }
  };
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) await replayLane(lane);
  };
  await Promise.all(Array.from({ length: Math.min(parallel, lanes.length) }, work));
  return { failed, notBegun };
}

function whyNot(before: Recording | undefined, device: string): string {
  const name = path.basename(before?.file ?? '');
  return `not begun: ${name} comes before it and was not sent to its end; both tell of ${device}, and the later corrects the earlier`;
}

function failureOf(work: Promise<void>): Promise<Error | undefined> {
  return work.then(
    () => undefined,
    (thrown: unknown) => asError(thrown),
  );
}
