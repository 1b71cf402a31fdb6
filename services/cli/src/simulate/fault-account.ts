import {
  expectedLedger,
  FLOOD_MESSAGES,
  MESSAGE_FAULTS,
  RECONNECT_STORM,
  type Sender,
  type Simulation,
  type Tally,
} from '@fieldline/simulator';
import type { DeviceLedgers } from './device-ledgers.js';
import type { LinkMetrics } from './link-metrics.js';

export interface FaultRow {
  readonly fault: string;
  readonly sent: number;
  /** Null where the server does not tell. */
  readonly counted: number | null;
  /** The server's own counter. */
  readonly where: string;
  /** The server counts all of them together, each any number of times: the sum is compared, and what that leaves open is said here. */
  readonly onlySum?: string;
}

export interface FaultAccount {
  readonly rows: readonly FaultRow[];
  /** Faults that were asked for and of which nothing was sent: of these the run shows nothing. */
  readonly neverSent: readonly string[];
  /** Readings that were by themselves equal to the one before; in the column `unchanged` beside the stuck ones. */
  readonly equalByNature: number;
  /** Each counter of a device, or of the link, that is not what was sent. */
  readonly differences: readonly string[];
}

export interface Measured {
  readonly ledgers: DeviceLedgers;
  readonly link: LinkMetrics;
}

export interface Moments {
  /** Of `--faults`. */
  readonly flags: ReadonlySet<string>;
  readonly before: Measured;
  readonly after: Measured;
}

/** These may be counted again for a message that was sent again after a lost connection. */
const REPEATABLE: ReadonlySet<string> = new Set(['received', 'duplicate', 'refused']);

/** Compares what was sent with each fault with what the server counted between two moments. */
export function accountFaults(simulation: Simulation, { flags, before, after }: Moments): FaultAccount {
  const growth = (device: string, column: string): number | undefined =>
    difference(columnOf(after.ledgers, device, column), columnOf(before.ledgers, device, column));
  const { senders } = simulation;
  const messages = MESSAGE_FAULTS.filter(({ flag }) => flags.has(flag)).map((fault) =>
    messageRow(fault, senders, growth),
  );
  const links = linkRows(simulation, { flags, before, after });
  const wrong = links
    .filter(
      ({ sent, counted, onlySum }) => counted === null || (onlySum === undefined ? counted !== sent : counted < sent),
    )
    .map(({ fault, sent, counted, where }) => `${fault}: sent ${sent}, ${where} is ${counted ?? 'not comparable'}`);
  const rows = [...messages, ...links];
  return {
    rows,
    neverSent: rows.filter(({ sent, onlySum }) => sent === 0 && onlySum === undefined).map(({ fault }) => fault),
    equalByNature: senders.reduce((sum, sender) => sum + equalByNature(sender), 0),
    differences: [...wrong, ...senders.flatMap((sender) => deviceDifferences(sender, growth))],
  };
}

/** The link’s counter knows no devices. */
const BURST_HITS = 'of all bursts together, some many times; one that never hit it does not show, its duplicates do';

type Growth = (device: string, column: string) => number | undefined;
type Fault = (typeof MESSAGE_FAULTS)[number];

function messageRow({ id, column }: Fault, senders: readonly Sender[], growth: Growth): FaultRow {
  let sent = 0;
  let counted: number | null = 0;
  for (const sender of senders) {
    const { script, externalId, faults } = sender.parts;
    if (!faults.some((fault) => fault.id === id)) continue;
    sent += script.tally.faults.get(id) ?? 0;
    const grown = growth(externalId, column);
    if (grown === undefined || counted === null) counted = null;
    else counted += grown - (column === 'unchanged' ? equalByNature(sender) : 0);
  }
  return { fault: id, sent, counted, where: `ledger: ${column}` };
}

function equalByNature({ parts: { script } }: Sender): number {
  return script.tally.unchanged - (script.tally.faults.get('stuck') ?? 0);
}

/** The first message of a burst is a reading like any other. */
function burstsOf({ faults }: Tally): number {
  return (faults.get('flood') ?? 0) / (FLOOD_MESSAGES - 1);
}

function linkRows(simulation: Simulation, { flags, before, after }: Moments): FaultRow[] {
  const grown = (of: (link: LinkMetrics) => number): number | null =>
    before.link.runId === after.link.runId ? of(after.link) - of(before.link) : null;
  const rows: FaultRow[] = [];
  if (flags.has('flood')) {
    const sent = simulation.senders.reduce((sum, { parts }) => sum + burstsOf(parts.script.tally), 0);
    const counted = grown(({ publishRateHits }) => publishRateHits);
    rows.push({ fault: 'flood bursts', sent, counted, where: 'link: limit publish-rate hit', onlySum: BURST_HITS });
  }
  if (flags.has(RECONNECT_STORM)) {
    const counted = grown(({ lost }) => lost);
    rows.push({ fault: RECONNECT_STORM, sent: simulation.dropped, counted, where: 'link: connections lost' });
  }
  return rows;
}

function deviceDifferences({ parts: { script, externalId, faults, line } }: Sender, growth: Growth): readonly string[] {
  return Object.entries(expectedLedger(script.tally, faults)).flatMap(([column, expected]) => {
    const counted = growth(externalId, column);
    const most = expected + (REPEATABLE.has(column) ? line.resent : 0);
    if (counted !== undefined && counted >= expected && counted <= most) return [];
    return [`${externalId}: ${column} is ${counted ?? 'not counted'}, expected ${expected}`];
  });
}

function columnOf(ledgers: DeviceLedgers, device: string, column: string): number | undefined {
  const ledger = ledgers.get(device);
  return ledger === undefined ? undefined : (ledger as unknown as Readonly<Record<string, number>>)[column];
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before;
}
