/** Where devices connect. */
export interface DeviceAddress {
  /** What a device in reach of the caller uses: never an any-address such as 0.0.0.0. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Whether it is reached from other machines. */
  readonly lan: boolean;
}

/** Undefined while nothing listens for MQTT over TCP. `askedHost` is the name under which the caller reached the gateway. */
export type FindDeviceAddress = (askedHost: string) => DeviceAddress | undefined;

export const DEVICE_ADDRESS = Symbol('FindDeviceAddress');
