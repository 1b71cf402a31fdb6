/** One run of the process. Times are ms since 1970. */
export interface Run {
  readonly runId: string;
  readonly startedAt: number;
  readonly version: string;
}

/** The ingestion log: which runs there were, and which of them ended in order. */
export interface RunLog {
  started(run: Run): Promise<void>;
  /** Without effect for a run that is not known to have started. */
  stopped(runId: string, stoppedAt: number): Promise<void>;
}

export const RUN_LOG = Symbol('RunLog');
