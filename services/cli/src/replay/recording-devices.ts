import type { ReplayMapping } from '@fieldline/domain-pack';
import { readRecording, type Recording } from './recording-file.js';

/** Whether all rows are of one device, whatever they say. */
export function isOfOneDevice({ device }: ReplayMapping): boolean {
  return device.kind === 'fixed' || device.kind === 'file-name';
}

/** External ids of whose readings a recording holds; all of it is read where its rows tell. Fails as {@link readRecording}. */
export async function devicesOf(recording: Recording): Promise<readonly string[]> {
  const { device } = recording.mapping;
  if (device.kind === 'fixed') return [device.externalId];
  const found = new Set<string>();
  for await (const { reading } of readRecording(recording)) {
    if (reading === undefined) continue;
    found.add(reading.externalId);
    if (device.kind === 'file-name') break;
  }
  return [...found];
}
