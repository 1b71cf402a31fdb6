import type { Command } from 'commander';
import { ask } from '../connection/ask.js';
import { apiCommand, type ApiSession, type Shell } from '../shell/api-command.js';
import { formatNumber, printColumns } from '../shell/column-printer.js';
import { wholeNumber } from '../shell/command.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { checkedTime } from './checked-time.js';
import { narrow, type TimeRange } from './narrow.js';
import type { SeriesAnswer } from './series-answer.js';
import { sparkline } from './sparkline.js';

interface SeriesOptions {
  readonly from?: string;
  readonly to?: string;
  readonly points: number;
}

/** So many rows are read at a glance; more are drawn as a line. */
const ROWS_AT_A_GLANCE = 24;
const CHART_WIDTH = 72;
/** The most points that the server gives. */
const FINEST = 10_000;
/** A device's clock may be so far ahead and still be believed. */
const AHEAD_MS = 600_000;

export function seriesCommand(shell: Shell): Command {
  return apiCommand<SeriesOptions>(shell, {
    name: 'series',
    args: '<device> <metric>',
    summary: 'show what a device measured',
    example: 'fieldline series beijing-Dongsi pm25 --from 2016-12-01T00:00:00+08:00 --points 200',
    options: (command) =>
      command
        .option('--from <time>', 'from here on: ms since 1970 or RFC 3339')
        .option('--to <time>', 'up to, not with, here')
        .option(
          '--points <n>',
          'at most so many points, each span giving its least and its greatest',
          wholeNumber(2),
          500,
        ),
    linesInPipe: true,
    act: (session, [device = '', metric = ''], options) => showSeries(session, { device, metric, options }),
  });
}

interface Wanted {
  readonly device: string;
  readonly metric: string;
  readonly options: SeriesOptions;
}

async function showSeries(
  { context, api, output }: ApiSession,
  { device, metric, options }: Wanted,
): Promise<ExitCode> {
  const from = options.from === undefined ? undefined : checkedTime('--from', options.from);
  const to = options.to === undefined ? undefined : checkedTime('--to', options.to);
  const wanted = { from: from ?? 0, to: to ?? context.clock.now() + AHEAD_MS };
  const { points } = options;
  const fetch = async (range: TimeRange, most: number): Promise<SeriesAnswer> => {
    const query = { metric: [metric], from: String(range.from), to: String(range.to), points: most };
    const answer = await ask(api.GET('/devices/{device}/series', { params: { path: { device }, query } }));
    const { unit = '', points: found = [] } = answer.series[0] ?? {};
    return { device, metric, unit, points: found.map(([at = NaN, value = NaN]) => [at, value] as const) };
  };
  const range =
    from === undefined || to === undefined ? await narrow(wanted, FINEST, (range) => fetch(range, FINEST)) : wanted;
  const series = await fetch(range, points);
  output.answer(series, () =>
    output.interactive && series.points.length > ROWS_AT_A_GLANCE ? chart(series) : table(series),
  );
  return EXIT.ok;
}

function table({ points, metric, unit }: SeriesAnswer): string {
  return printColumns<SeriesAnswer['points'][number]>(
    [
      { title: 'time', text: ([at]) => isoTime(at) },
      { title: `${metric} [${unit}]`, text: ([, value]) => String(value), align: 'right' },
    ],
    points,
  );
}

function chart(series: SeriesAnswer): string {
  const values = series.points.map(([, value]) => value);
  const first = series.points[0]?.[0] ?? 0;
  const last = series.points.at(-1)?.[0] ?? 0;
  const start = isoTime(first);
  return [
    `${series.device} ${series.metric} [${series.unit}]: ${values.length} points, ${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`,
    sparkline(series.points, CHART_WIDTH),
    `${start}${isoTime(last).padStart(CHART_WIDTH - start.length)}`,
  ].join('\n');
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
