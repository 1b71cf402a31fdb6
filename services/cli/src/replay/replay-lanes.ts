import { asError } from '@fieldline/platform';
import type { Recording } from './recording-file.js';

/** A recording that was not replayed to its end. */
export interface FailedRecording {
  readonly recording: Recording;
  readonly error: Error;
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
 * Replays every lane in its order, up to `parallel` lanes at once. One that fails ends its lane and no other; the
 * failures come back in the order in which they happened.
 */
export async function replayLanes(
  lanes: readonly (readonly Recording[])[],
  parallel: number,
  replay: (recording: Recording) => Promise<void>,
): Promise<readonly FailedRecording[]> {
  const failed: FailedRecording[] = [];
  const waiting = [...lanes];
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) {
      for (const recording of lane) {
        const error = await replay(recording).then(
          () => undefined,
          (thrown: unknown) => asError(thrown),
        );
        if (error === undefined) continue;
        failed.push({ recording, error });
        break;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, lanes.length) }, work));
  return failed;
}
