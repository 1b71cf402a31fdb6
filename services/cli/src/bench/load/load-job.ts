import type { Login } from './frames.js';

export interface LoadJobDevice extends Login {
  readonly topic: string;
  /** Time of its first reading, ms since 1970; the others follow 1 ms apart. */
  readonly firstAt: number;
}

/** What the load process is told to do; comes as its first message. */
export interface LoadJob {
  readonly host: string;
  readonly port: number;
  readonly devices: readonly LoadJobDevice[];
  readonly seconds: number;
  /** Messages per second of all devices together; null for as many as are acknowledged. */
  readonly rate: number | null;
  /** Unacknowledged messages a connection. */
  readonly window: number;
}

export interface LoadReport {
  readonly kind: 'report';
  readonly sent: number;
  readonly acknowledged: number;
  readonly outOfOrder: number;
  /** From the first message to the last acknowledgement. */
  readonly seconds: number;
  readonly pubackP50Ms: number;
  readonly pubackP99Ms: number;
  /** Processor time of the generator, s. */
  readonly cpuSeconds: number;
  readonly devices: readonly {
    readonly clientId: string;
    readonly firstAt: number;
    readonly firstSeq: number;
    readonly acknowledged: number;
  }[];
}

/** What the load process tells: each second how far it is, at the end its report, or why it could not go on. */
export type LoadMessage =
  | { readonly kind: 'progress'; readonly acknowledged: number }
  | LoadReport
  | { readonly kind: 'failed'; readonly message: string };
