import type { Sender } from '@fieldline/simulator';
import { formatNumber, printColumns } from '../shell/column-printer.js';
import type { FaultAccount, FaultRow } from './fault-account.js';
import type { SimulationResult } from './run-simulation.js';

/** What the devices of one domain sent, history included. */
export interface DomainSummary {
  readonly domain: string;
  readonly devices: number;
  readonly messages: number;
  readonly acknowledged: number;
  /** Sent again after a lost connection; may stand in the ledger as duplicates. */
  readonly resent: number;
  /** Times at which a device did not measure: offline, or too much unacknowledged. */
  readonly skipped: number;
}

/** The command's answer. */
export interface SimulationSummary extends Omit<SimulationResult, 'simulation'> {
  readonly devices: number;
  readonly domains: readonly DomainSummary[];
}

export function summarise({ simulation, ...rest }: SimulationResult): SimulationSummary {
  const { senders } = simulation;
  const domains = [...new Set(senders.map(({ parts }) => parts.domain))];
  return {
    devices: senders.length,
    ...rest,
    domains: domains.map((domain) => ({
      domain,
      ...summaryOf(senders.filter(({ parts }) => parts.domain === domain)),
    })),
  };
}

function summaryOf(senders: readonly Sender[]): Omit<DomainSummary, 'domain'> {
  const sum = (of: (sender: Sender) => number): number => senders.reduce((total, sender) => total + of(sender), 0);
  return {
    devices: senders.length,
    messages: sum(({ sent }) => sent),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    resent: sum(({ parts }) => parts.line.resent),
    skipped: sum(({ skipped }) => skipped),
  };
}

/** For people: one table of domains, one of faults, and what does not agree. */
export function describeSimulation(summary: SimulationSummary): string {
  const { devices, seconds, cpuShare, memoryMb, history, domains, account, settled } = summary;
  const parts = [
    `${formatNumber(devices)} devices, ${formatNumber(Math.round(seconds))} s, ${Math.round(cpuShare * 100)} % of a core, ${Math.round(memoryMb)} MB`,
    ...(history === undefined
      ? []
      : [
          `history: ${formatNumber(history.readings)} readings in ${formatNumber(Math.round(history.seconds * 10) / 10)} s`,
        ]),
    domainTable(domains),
    ...(settled ? [] : ['Not everything was acknowledged.']),
    ...(account === undefined ? [] : [faultTable(account)]),
  ];
  return parts.join('\n\n');
}

function domainTable(domains: readonly DomainSummary[]): string {
  const count = (title: keyof Omit<DomainSummary, 'domain'>) =>
    ({ title, text: (row: DomainSummary) => formatNumber(row[title]), align: 'right' }) as const;
  const columns = [count('devices'), count('messages'), count('acknowledged'), count('resent'), count('skipped')];
  return printColumns([{ title: 'domain', text: ({ domain }) => domain }, ...columns], domains);
}

/** As many differences as a screen holds. */
const SHOWN_DIFFERENCES = 20;

function faultTable({ rows, neverSent, equalByNature, differences }: FaultAccount): string {
  const table = printColumns<FaultRow>(
    [
      { title: 'fault', text: ({ fault }) => fault },
      { title: 'sent', text: ({ sent }) => formatNumber(sent), align: 'right' },
      { title: 'counted', text: ({ counted }) => (counted === null ? '–' : formatNumber(counted)), align: 'right' },
      { title: 'where', text: ({ where, onlySum }) => (onlySum === undefined ? where : `${where} *`) },
    ],
    rows,
  );
  const more = differences.length - SHOWN_DIFFERENCES;
  return [
    table,
    ...rows.flatMap(({ onlySum }) => (onlySum === undefined ? [] : [`* ${onlySum}`])),
    '',
    `${formatNumber(equalByNature)} readings were equal to the one before without being stuck.`,
    ...(neverSent.length === 0
      ? []
      : [
          `Never sent, and so not shown: ${neverSent.join(', ')}. A longer --duration, a higher --rate or more --devices send them.`,
        ]),
    ...(differences.length === 0
      ? ['Every device’s ledger holds what it sent.']
      : [`${formatNumber(differences.length)} counters differ:`, ...differences.slice(0, SHOWN_DIFFERENCES)]),
    ...(more > 0 ? [`… and ${formatNumber(more)} more (all with --json)`] : []),
  ].join('\n');
}
