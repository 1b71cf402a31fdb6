import type { CallerIdentity } from '@fieldline/http';
import { RetriableError, TooManyRequestsError } from '@fieldline/platform';

export interface TurnLimits {
  /** Of one caller, at once. */
  readonly running: number;
  /** Of one caller, for these. */
  readonly waiting: number;
}

/** The store reads four long series at once: one caller leaves half of them to the others. */
export const TURN_LIMITS: TurnLimits = { running: 2, waiting: 32 };

const RETRY_AFTER_SECONDS = 1;

interface Line {
  running: number;
  /** Each gives one its turn. */
  readonly waiting: Set<() => void>;
}

/** Long reads, a few of each caller at once, so that whoever asks for many waits for their own. */
export class CallerTurns {
  readonly #limits: TurnLimits;
  readonly #lines = new Map<string, Line>();

  constructor(limits = TURN_LIMITS) {
    this.#limits = limits;
  }

  /**
   * Settles as `read` does. Rejects with TooManyRequestsError where too many of the caller wait already, and without
   * reading where the caller has gone before its turn.
   */
  async run<T>(caller: CallerIdentity, gone: AbortSignal, read: () => Promise<T>): Promise<T> {
    const name = `${caller.tenantId} ${caller.kind} ${caller.id}`;
    const line = this.#lines.get(name) ?? { running: 0, waiting: new Set() };
    this.#lines.set(name, line);
    if (line.running < this.#limits.running) line.running += 1;
    else await this.#wait(line, gone);
    try {
      return await read();
    } finally {
      line.running -= 1;
      this.#next(name, line);
    }
  }

  #wait(line: Line, gone: AbortSignal): Promise<void> {
    const { running, waiting: most } = this.#limits;
    if (line.waiting.size >= most) {
      const message = `${running} of your series are being read and ${most} wait, which is the most: ask when some are there`;
      throw new TooManyRequestsError(message, RETRY_AFTER_SECONDS);
    }
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        line.waiting.delete(turn);
        gone.removeEventListener('abort', leave);
        line.running += 1;
        resolve();
      };
      const leave = (): void => {
        line.waiting.delete(turn);
        reject(new RetriableError('who asked has gone'));
      };
      line.waiting.add(turn);
      gone.addEventListener('abort', leave, { once: true });
    });
  }

  #next(name: string, { running, waiting }: Line): void {
    const [turn] = waiting;
    if (turn !== undefined) turn();
    else if (running === 0) this.#lines.delete(name);
  }
}
