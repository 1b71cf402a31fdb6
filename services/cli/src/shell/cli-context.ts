import type { Clock, Random } from '@fieldline/platform';

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** `false`: wait for `drain` before writing on. */
  write(text: string | Uint8Array): unknown;
  once?(event: 'drain', listener: () => void): unknown;
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
  /** The line that the user types after the question; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
