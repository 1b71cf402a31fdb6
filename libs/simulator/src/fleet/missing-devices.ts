import { OperatorError } from '@fieldline/platform';
import type { ChosenDevice } from './choose-devices.js';

/** A device that is registered. */
export interface KnownDevice {
  readonly externalId: string;
  /** The site's name. */
  readonly site?: string;
  readonly profile: { readonly id: string };
}

/** As many as a message holds. */
const SHOWN = 5;

/**
 * Those of `devices` that are not registered yet. Throws OperatorError where one of their names belongs to a device with
 * another profile or at another site: that one is somebody's own.
 */
export function missingDevices<T extends ChosenDevice>(
  devices: readonly T[],
  registered: readonly KnownDevice[],
): readonly T[] {
  const known = new Map(registered.map((device) => [device.externalId, device]));
  const foreign = devices.flatMap(({ device }) => {
    const own = known.get(device.externalId);
    if (own === undefined || (own.profile.id === device.profile && own.site === device.site)) return [];
    const theirs = `${own.profile.id} at '${own.site ?? 'another site'}'`;
    return [`'${device.externalId}' is ${theirs}, not ${device.profile} at '${device.site}'`];
  });
  if (foreign.length === 0) return devices.filter(({ device }) => !known.has(device.externalId));
  const more = foreign.length > SHOWN ? `; and ${foreign.length - SHOWN} more` : '';
  throw new OperatorError(
    `names of the sample fleets belong to other devices: ${foreign.slice(0, SHOWN).join('; ')}${more}. ` +
      'Nothing was changed. Take another data folder for the fleets (--data), or register these devices by other names',
  );
}
