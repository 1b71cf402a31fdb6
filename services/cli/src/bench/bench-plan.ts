import type { CliContext } from '../shell/cli-context.js';

export interface BenchPlan {
  readonly devices: number;
  readonly seconds: number;
  /** Messages a second of all devices together; null for as many as are acknowledged. */
  readonly rate: number | null;
  /** Unacknowledged messages a connection. */
  readonly window: number;
  readonly context: CliContext;
}
