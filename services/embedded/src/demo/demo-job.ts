import type { DeviceLogin } from '@fieldline/simulator';

/** What the process of the sample fleets is told when it starts. */
export interface DemoJob {
  readonly mqttUrl: string;
  readonly seed: number;
  readonly logins: readonly DeviceLogin[];
  /** How far back the devices' lives begin; 0 where they lived before. */
  readonly historyMs: number;
}

/** What it tells: first the history, once. */
export type DemoMessage =
  | { readonly kind: 'history'; readonly readings: number; readonly seconds: number }
  | { readonly kind: 'failed'; readonly message: string };
