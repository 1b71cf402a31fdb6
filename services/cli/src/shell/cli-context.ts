import type { Clock, Random } from '@fieldline/platform';

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** All that a command takes from its surroundings. */
export interface CliContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Current folder. */
  readonly folder: string;
  readonly out: OutputStream;
  readonly err: OutputStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
