/** What a device signs in with. */
export interface DeviceLogin {
  readonly externalId: string;
  readonly username: string;
  readonly password: string;
}

/** One device's connection. It comes back by itself when it is lost, and sends again what was not acknowledged. */
export interface DeviceLine {
  readonly connected: boolean;
  /** Messages sent and not acknowledged. */
  readonly inFlight: number;
  /** Messages that were sent again after the connection was lost; the server may have had them. */
  readonly resent: number;
  /** Why it will not come back: the server refused the login. */
  readonly refusal: string | undefined;
  /** At least once; `onAcknowledged` is called once. */
  send(payload: string, onAcknowledged: () => void): void;
  /** Cuts the connection as a lost network does. */
  drop(): void;
  /** Says goodbye. What is in flight is given up. */
  close(): Promise<void>;
}

/** Opens a line; resolves when it is connected for the first time, rejects when the server refuses the login, or the signal came. */
export type OpenLine = (login: DeviceLogin, signal: AbortSignal) => Promise<DeviceLine>;
