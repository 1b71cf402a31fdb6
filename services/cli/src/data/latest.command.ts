import type { Schema } from '@fieldline/api-client';
import type { Command } from 'commander';
import { ask } from '../connection/ask.js';
import { siteIdIfGiven } from '../nouns/site-id.js';
import type { Shell } from '../shell/api-command.js';
import { column, given, timeText } from '../shell/cells.js';
import { printColumns } from '../shell/column-printer.js';
import { UsageError } from '../shell/errors.js';
import { showCommand } from '../shell/verbs.js';

type Latest = Schema<'Latest'>;

interface Row {
  readonly device: string;
  readonly at: number | null;
  readonly metric: string;
  readonly value: string;
  readonly unit: string;
}

/** A long list, such as a pack's cells, is not for a cell of a table. */
const MOST_LETTERS = 60;

export function latestCommand(shell: Shell): Command {
  return showCommand<{ readonly items: readonly Latest[] }, { readonly site?: string }>(shell, {
    name: 'latest',
    args: '[device...]',
    summary: 'show the latest values of devices: those named, or those of a site',
    example: 'fieldline latest my-pack',
    options: (command) => command.option('--site <name>', 'of all devices of this site (name or ULID)'),
    async fetch({ api, args, options: { site } }) {
      if (args.length === 0 && site === undefined) throw new UsageError('name devices, or a site with --site');
      const device = args.length === 0 ? undefined : [...args];
      const query = given({ device, site: await siteIdIfGiven(api, site) });
      return ask(api.GET('/latest', { params: { query } }));
    },
    text: ({ items }) =>
      printColumns<Row>(
        [
          column('device', ({ device }) => device),
          column('metric', ({ metric }) => metric),
          { title: 'value', text: ({ value }) => value, align: 'right' },
          column('unit', ({ unit }) => unit),
          column('measured', ({ at }) => timeText(at)),
        ],
        items.flatMap(rowsOf),
      ),
  });
}

function rowsOf({ device, at, values, units }: Latest): readonly Row[] {
  const metrics = Object.entries(values);
  if (metrics.length === 0) return [{ device, at, metric: '–', value: '', unit: '' }];
  return metrics.map(([metric, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
    return { device, at, metric, value: short, unit: units[metric] ?? '' };
  });
}
