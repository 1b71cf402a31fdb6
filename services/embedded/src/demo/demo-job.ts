import type { DeviceLogin } from '@fieldline/simulator';

/** What the process of the sample fleets is told when it starts. */
export interface DemoJob {
  readonly mqttUrl: string;
  readonly seed: number;
  readonly logins: readonly DeviceLogin[];
  /** Left out where it is acknowledged already. */
  readonly history?: { readonly from: number; readonly boot: number };
}

/** What it tells: first that the history is acknowledged, once. */
export type DemoMessage =
  | { readonly kind: 'history'; readonly readings: number; readonly hours: number; readonly seconds: number }
  | { readonly kind: 'failed'; readonly message: string };
