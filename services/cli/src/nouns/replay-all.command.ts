import type { Schema } from '@fieldline/api-client';
import { sleep } from '@fieldline/platform';
import type { Command } from 'commander';
import { ask } from '../connection/ask.js';
import { apiCommand, type ApiSession, type Shell } from '../shell/api-command.js';
import { column, given, numberColumn, timeText } from '../shell/cells.js';
import { formatNumber, printColumns, printFacts } from '../shell/column-printer.js';
import { EXIT } from '../shell/exit-codes.js';
import { Progress } from '../shell/progress.js';
import { listCommand } from '../shell/verbs.js';
import { filterOf, filterOptions, type LetterFilter } from './letter-filter.js';
import { mappingOf, mappingOptions, type MappingOptions } from './payload-change.js';

type Replay = Schema<'Replay'>;

const POLL_MS = 250;

interface Options extends LetterFilter, MappingOptions {
  readonly wait: boolean;
}

/** The job goes on in the server when the command is interrupted. */
export function replayAllCommand(shell: Shell): Command {
  return apiCommand<Options>(shell, {
    name: 'replay-all',
    summary: 'send all of a filter once more that were not replayed yet, and wait until that is done',
    example: 'fieldline dead-letter replay-all --device my-pack --rule out-of-range --scale voltage=0.001',
    options: (command) =>
      mappingOptions(filterOptions(command)).option('--no-wait', 'do not wait; see `fieldline dead-letter replays`'),
    async act(session, _args, { wait, rename, scale, remove, ...filter }) {
      const { api, output } = session;
      const mapping = mappingOf(given({ rename, scale, remove }));
      const { device, site, rule, kind } = filter;
      const body = { filter: await filterOf(api, given({ device, site, rule, kind })), ...given({ mapping }) };
      const started = await ask(api.POST('/dead-letter-replays', { body }));
      const job = wait ? await untilDone(session, started) : started;
      output.answer(job, () => replayText(job));
      return job.state === 'failed' || job.refusedAgain > 0 ? EXIT.failed : EXIT.ok;
    },
  });
}

async function untilDone({ api, context }: ApiSession, started: Replay): Promise<Replay> {
  const { clock, signal } = context;
  const progress = new Progress(context);
  let job = started;
  try {
    while (job.state === 'running') {
      progress.update(() => `${formatNumber(job.done)} of ${formatNumber(job.total)} dead letters replayed`);
      await sleep(clock, POLL_MS, signal);
      const params = { path: { replay: job.id } };
      job = await ask(api.GET('/dead-letter-replays/{replay}', { params }));
    }
  } finally {
    progress.clear();
  }
  return job;
}

function replayText({ id, state, total, done, accepted, refusedAgain, reasons, problem }: Replay): string {
  const facts = { job: id, state, total, done, accepted, 'refused again': refusedAgain };
  const parts = [printFacts({ ...facts, ...(problem === null ? {} : { problem }) })];
  if (reasons.length > 0) {
    parts.push(
      printColumns<Replay['reasons'][number]>(
        [
          column('rule', ({ rule }) => rule),
          numberColumn('count', ({ count }) => count),
          column('why', ({ message }) => message),
        ],
        reasons,
      ),
    );
  }
  return parts.join('\n\n');
}

export function replaysCommand(shell: Shell): Command {
  return listCommand<Replay>(shell, {
    name: 'replays',
    summary: 'list replay jobs, the newest first',
    example: 'fieldline dead-letter replays',
    columns: [
      column('started', ({ startedAt }) => timeText(startedAt)),
      column('state', ({ state }) => state),
      numberColumn('total', ({ total }) => total),
      numberColumn('done', ({ done }) => done),
      numberColumn('accepted', ({ accepted }) => accepted),
      numberColumn('refused again', ({ refusedAgain }) => refusedAgain),
      column('id', ({ id }) => id),
    ],
    fetch: ({ api, page }) => ask(api.GET('/dead-letter-replays', { params: { query: { ...page } } })),
  });
}
