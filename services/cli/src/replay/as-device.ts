import { externalIdSchema } from '@fieldline/contracts';
import { UsageError } from '../shell/errors.js';
import { isOfOneDevice } from './recording-devices.js';
import type { Recording } from './recording-file.js';

/** The one recording as another device's, at the site of its mapping. UsageError where that cannot be meant. */
export function asDevice(recordings: readonly Recording[], externalId: string): readonly Recording[] {
  if (!externalIdSchema.safeParse(externalId).success) {
    throw new UsageError(`--device is '${externalId}', which is no device's name, such as plug-2`);
  }
  const [recording, more] = recordings;
  if (recording === undefined || more !== undefined) {
    throw new UsageError(`--device is for one recording, and ${recordings.length} are named`);
  }
  if (!isOfOneDevice(recording.mapping)) {
    throw new UsageError(`--device is for the recording of one device, and ${recording.file} tells them apart itself`);
  }
  return [{ ...recording, mapping: { ...recording.mapping, device: { kind: 'fixed', externalId } } }];
}
