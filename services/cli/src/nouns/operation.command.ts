import type { Schema } from '@fieldline/api-client';
import type { RouteAnswer, routes } from '@fieldline/contracts';
import type { Command } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { column, given, numberColumn, textOr, timeText, yesNo } from '../shell/cells.js';
import { formatNumber, printColumns, printFacts } from '../shell/column-printer.js';
import { asFacts, listCommand, showCommand } from '../shell/verbs.js';
import { siteIdIfGiven } from './site-id.js';

type Overview = RouteAnswer<typeof routes.getOverview>;
type Status = RouteAnswer<typeof routes.getStatus>;
type Counts = Overview['total'] & { readonly of: string };

export function overviewCommand(shell: Shell): Command {
  return showCommand<Overview>(shell, {
    name: 'overview',
    summary: 'count all devices by site and by domain',
    example: 'fieldline overview',
    text({ total, sites, domains }) {
      const rows: readonly Counts[] = [
        ...sites.map((counts) => ({ ...counts, of: counts.site })),
        ...domains.map((counts) => ({ ...counts, of: counts.domainName })),
        { ...total, of: 'all' },
      ];
      return printColumns<Counts>(
        [
          column('site or domain', ({ of }) => of),
          numberColumn('devices', ({ devices }) => devices),
          numberColumn('online', ({ online }) => online),
          numberColumn('stale', ({ stale }) => stale),
          numberColumn('silent', ({ silent }) => silent),
          numberColumn('connected', ({ connected }) => connected),
          numberColumn('disabled', ({ disabled }) => disabled),
          numberColumn('refused/h', ({ refusedLastHour }) => refusedLastHour),
          numberColumn('messages/s', ({ messagesPerSecond }) => messagesPerSecond),
        ],
        rows,
      );
    },
    fetch: ({ api }) => ask(api.GET('/overview')),
  });
}

export function statusCommand(shell: Shell): Command {
  return showCommand<Status>(shell, {
    name: 'status',
    summary: 'show whether the server can keep its promises, and where it listens',
    example: 'fieldline status',
    text: (status) =>
      printFacts({
        version: status.version,
        run: status.runId,
        started: timeText(status.startedAt),
        ready: yesNo(status.ready),
        writer: status.writer.lag === null ? 'does not write yet' : `${formatNumber(status.writer.lag)} records behind`,
        ...Object.fromEntries(status.addresses.map(({ transport, host, port }) => [transport, `${host}:${port}`])),
        ...Object.fromEntries(status.checks.map(({ name, problem = 'ok' }) => [`check ${name}`, problem])),
      }),
    fetch: ({ api }) => ask(api.GET('/status')),
  });
}

export function ledgerCommand(shell: Shell): Command {
  return showCommand<Schema<'Ledger'>>(shell, {
    name: 'ledger',
    args: '<device>',
    summary: 'show what became of all that a device sent, in readings',
    example: 'fieldline ledger my-pack',
    text: asFacts(({ refusedValues, clockUnsynced, outOfOrder, ...counts }) => ({
      ...counts,
      'refused values': refusedValues,
      'clock unsynced': clockUnsynced,
      'out of order': outOfOrder,
    })),
    fetch: ({ api, args: [device = ''] }) => ask(api.GET('/devices/{device}/ledger', { params: { path: { device } } })),
  });
}

export function receiptsCommand(shell: Shell): Command {
  return listCommand<Schema<'Receipts'>>(shell, {
    name: 'receipts',
    args: '<device>',
    summary: 'list the receipts of a device by run, the newest first: a gap is a loss',
    example: 'fieldline receipts my-pack',
    columns: [
      column('run', ({ runId }) => runId),
      column('stream', ({ stream }) => stream),
      numberColumn('last', ({ last }) => last),
      numberColumn('applied', ({ applied }) => applied),
      column('gaps', ({ gaps }) => gaps.map(({ from, to }) => `${from}–${to}`).join(', ') || 'none'),
    ],
    fetch: ({ api, args: [device = ''], page }) =>
      ask(api.GET('/devices/{device}/receipts', { params: { path: { device }, query: { ...page } } })),
  });
}

export function connectionsCommand(shell: Shell): Command {
  return listCommand<Schema<'Connection'>, { readonly site?: string; readonly connected?: boolean }>(shell, {
    name: 'connections',
    summary: 'list the connections of devices',
    example: 'fieldline connections --no-connected',
    options: (command) =>
      command
        .option('--site <name>', 'at this site (name or ULID)')
        .option('--connected', 'connected now')
        .option('--no-connected', 'not connected now'),
    columns: [
      column('device', ({ device }) => device),
      column('connected', ({ connected }) => yesNo(connected)),
      column('since', ({ since }) => timeText(since)),
      column('run', ({ member }) => textOr(member)),
    ],
    async fetch({ api, page, options: { site, connected } }) {
      const now = connected === undefined ? undefined : connected ? ('true' as const) : ('false' as const);
      const query = { ...page, ...given({ connected: now, site: await siteIdIfGiven(api, site) }) };
      return ask(api.GET('/connections', { params: { query } }));
    },
  });
}
