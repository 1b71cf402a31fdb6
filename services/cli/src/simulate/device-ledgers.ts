import { OperatorError, sleep, type Clock } from '@fieldline/platform';
import type { LocalServer, DeviceLedger } from '../control/local-server.js';
import { atOnce } from './at-once.js';

const AT_ONCE = 16;
const POLL_MS = 100;
/** The writer may take so long without any progress. */
const SILENCE_MS = 60_000;

/** By external id. */
export type DeviceLedgers = ReadonlyMap<string, DeviceLedger>;

export async function readLedgers(api: LocalServer, devices: readonly string[]): Promise<DeviceLedgers> {
  return new Map(await atOnce(AT_ONCE, devices, async (device) => [device, await api.ledger(device)] as const));
}

/** The ledgers once each has as many received as is asked for by device. Rejects with OperatorError when they stand still. */
export async function untilReceived(
  api: LocalServer,
  wanted: ReadonlyMap<string, number>,
  clock: Clock,
): Promise<DeviceLedgers> {
  const ledgers = new Map<string, DeviceLedger>();
  const behind = (): readonly string[] =>
    [...wanted].filter(([device, count]) => (ledgers.get(device)?.received ?? -1) < count).map(([device]) => device);
  const received = (): number => [...ledgers.values()].reduce((sum, ledger) => sum + ledger.received, 0);
  let grownAt = clock.monotonic();
  for (let waiting = behind(); waiting.length > 0; waiting = behind()) {
    const before = received();
    for (const [device, ledger] of await readLedgers(api, waiting)) ledgers.set(device, ledger);
    if (received() !== before) grownAt = clock.monotonic();
    if (clock.monotonic() - grownAt > SILENCE_MS) {
      throw new OperatorError(
        `the ledgers of ${behind().length} devices do not reach what was acknowledged and have not moved for ${SILENCE_MS / 1000} s; see \`fieldline doctor\``,
      );
    }
    if (behind().length > 0) await sleep(clock, POLL_MS);
  }
  return ledgers;
}
