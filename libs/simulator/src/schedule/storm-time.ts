const PERIOD_MS = 120_000;

/** When reconnect storms come in a run of `durationMs` (Infinity without end), ms from its start: every two minutes, and once in a shorter run. */
export function stormTime(number: number, durationMs: number): number {
  return durationMs < 2 * PERIOD_MS ? (number === 0 ? durationMs / 2 : Infinity) : PERIOD_MS * (number + 0.5);
}
