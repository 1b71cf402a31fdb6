import type { Readable } from 'node:stream';

export interface UpstreamRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

/** A service behind the gateway. */
export interface Upstream {
  /** Resolves when its head has come. Rejects with RetriableError where the service does not answer. */
  request(request: UpstreamRequest): Promise<UpstreamAnswer>;
  close(): void;
}
