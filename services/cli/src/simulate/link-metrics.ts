import { OperatorError } from '@fieldline/platform';
import type { ServerStatus } from '../control/local-server.js';

/** What the device link counted since the server's start. */
export interface LinkMetrics {
  /** Of the process: counts of two of them cannot be compared. */
  readonly runId: string;
  /** Connections that ended without goodbye, also when the device came back first. */
  readonly lost: number;
  readonly publishRateHits: number;
}

const DISCONNECTS = 'fieldline_link_disconnects_total';
const LIMIT_HITS = 'fieldline_link_limit_hits_total';

export async function readLinkMetrics({ metrics, runId }: ServerStatus): Promise<LinkMetrics> {
  const url = `http://${metrics.host}:${metrics.port}/metrics`;
  const text = await fetch(url).then(
    (answer) => answer.text(),
    (cause: unknown) => {
      throw new OperatorError(`the server's metrics cannot be read at ${url}`, { cause });
    },
  );
  return {
    runId,
    lost: sample(text, `${DISCONNECTS}{reason="lost"}`) + sample(text, `${DISCONNECTS}{reason="taken-over"}`),
    publishRateHits: sample(text, `${LIMIT_HITS}{limit="publish-rate"}`),
  };
}

/** Of the Prometheus text format; 0 where it is not there yet. */
function sample(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length + 1));
}
