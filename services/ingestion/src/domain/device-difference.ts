import type { DeviceRequest, RegisteredDevice } from './registered-device.js';

const WORDS = {
  siteId: 'site',
  name: 'name',
  type: 'type',
  mac: 'mac',
  gatewayId: 'gateway',
  locationId: 'location',
} as const;

/** The first of what is asked for that the device has otherwise; undefined where it is just like that. */
export function differenceOf(device: RegisteredDevice, request: Partial<DeviceRequest>): string | undefined {
  if (request.profile !== undefined && request.profile.id !== device.profile.id) return 'profile';
  const field = (Object.keys(WORDS) as (keyof typeof WORDS)[]).find(
    (one) => request[one] !== undefined && request[one] !== device[one],
  );
  return field === undefined ? undefined : WORDS[field];
}
