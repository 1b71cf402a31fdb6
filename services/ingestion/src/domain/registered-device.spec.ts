import { describe, expect, it } from '@jest/globals';
import { changeDevice, newDevice, type RegisteredDevice } from './registered-device.js';

const profile = { id: 'p', version: 1 };
const fresh = newDevice({ id: 'id', tenantId: 'default', externalId: 'd1' }, { siteId: 'lab', profile });
const placed: RegisteredDevice = { ...fresh, locationId: 'room', name: 'Roof', mac: 'a4:cf:12:0b:3e:9d' };

describe('a registered device', () => {
  it('is named after its external id and of the plain type unless told otherwise', () => {
    expect(fresh).toMatchObject({ name: 'd1', type: 'device', status: 'unknown', disabled: false, enrolledBy: null });
  });

  it('keeps what a request leaves out', () => {
    expect(changeDevice(placed, { siteId: 'lab', profile, disabled: true })).toEqual({ ...placed, disabled: true });
  });

  it('leaves its location behind when it moves to another site', () => {
    expect(changeDevice(placed, { siteId: 'roof', profile })).toEqual({ ...placed, siteId: 'roof', locationId: null });
  });
});
