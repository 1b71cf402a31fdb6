import type { Command } from 'commander';
import { ControlApi, type SeriesAnswer } from '../control/control-api.js';
import { ControlClient } from '../control/control-client.js';
import type { CliContext } from '../shell/cli-context.js';
import { formatNumber, printColumns } from '../shell/column-printer.js';
import {
  defineCommand,
  openSession,
  wholeNumber,
  type CommonOptions,
  type Run,
  type Session,
} from '../shell/command.js';
import { UsageError } from '../shell/errors.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { narrow, type TimeRange } from './narrow.js';
import { sparkline } from './sparkline.js';

interface SeriesOptions extends CommonOptions {
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

export function seriesCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'series',
    'show what a device measured',
    'fieldline series beijing-Dongsi pm25 --from 2016-12-01T00:00:00+08:00 --points 200',
  )
    .argument('<device>', 'external id of the device')
    .argument('<metric>', 'name of the metric')
    .option('--from <time>', 'from here on: ms since 1970 or RFC 3339')
    .option('--to <time>', 'up to, not with, here')
    .option('--points <n>', 'at most so many points, each span giving its least and its greatest', wholeNumber(2), 500)
    .action((device: string, metric: string, options: SeriesOptions) =>
      run(showSeries(openSession(context, options), { device, metric, options })),
    );
}

interface Wanted {
  readonly device: string;
  readonly metric: string;
  readonly options: SeriesOptions;
}

async function showSeries(
  { context, dataFolder, output }: Session,
  { device, metric, options }: Wanted,
): Promise<ExitCode> {
  const api = new ControlApi(new ControlClient(dataFolder));
  const from = options.from === undefined ? undefined : checkedTime('--from', options.from);
  const to = options.to === undefined ? undefined : checkedTime('--to', options.to);
  const wanted = { from: from ?? 0, to: to ?? context.clock.now() + AHEAD_MS };
  const { points } = options;
  const fetch = (range: TimeRange, most: number): Promise<SeriesAnswer> =>
    api.series(device, { metric, ...range, points: most });
  const range =
    from === undefined || to === undefined ? await narrow(wanted, FINEST, (range) => fetch(range, FINEST)) : wanted;
  const series = await fetch(range, points);
  output.answer(series, () =>
    output.interactive && series.points.length > ROWS_AT_A_GLANCE ? chart(series) : table(series),
  );
  return EXIT.ok;
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function checkedTime(option: string, text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  const at = RFC_3339.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) {
    throw new UsageError(`${option} is '${text}', expected ms since 1970 or a time like 2017-03-20T06:43:49Z`);
  }
  return at;
}

function table({ points, metric, unit }: SeriesAnswer): string {
  return printColumns(
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
