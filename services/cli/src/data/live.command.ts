import type { Api } from '@fieldline/api-client';
import { sleep } from '@fieldline/platform';
import type { Command } from 'commander';
import type { ReadableStream } from 'node:stream/web';
import { ask, RefusedError } from '../connection/ask.js';
import { oneOf } from '../nouns/one-of.js';
import { siteIdIfGiven } from '../nouns/site-id.js';
import { apiCommand, type ApiSession, type Shell } from '../shell/api-command.js';
import { given } from '../shell/cells.js';
import { wholeNumber } from '../shell/command.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { describeEvent } from './describe-event.js';
import { readEvents } from './read-events.js';

const EVENTS = ['reading', 'refused', 'connection', 'device'] as const;
type EventName = (typeof EVENTS)[number];

interface LiveOptions {
  readonly site?: string;
  readonly event?: readonly EventName[];
  readonly count?: number;
}

interface Filter {
  readonly device?: string[];
  readonly site?: string;
  readonly event?: EventName[];
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

const eventName = oneOf(EVENTS);

export function liveCommand(shell: Shell): Command {
  return apiCommand<LiveOptions>(shell, {
    name: 'live',
    args: '[device...]',
    summary: 'show what arrives until Ctrl-C; a connection that is lost goes on after the last event',
    example: 'fieldline live my-pack --event reading refused',
    options: (command) =>
      command
        .option('--site <name>', 'of all devices of this site (name or ULID)')
        .option('--event <event...>', EVENTS.join(', '), (text, earlier: readonly EventName[] = []) => [
          ...earlier,
          eventName(text),
        ])
        .option('--count <n>', 'end after so many events', wholeNumber(1)),
    async act(session, args, { site, event, count = Infinity }) {
      const device = args.length === 0 ? undefined : [...args];
      const filter = given({ device, event: event && [...event], site: await siteIdIfGiven(session.api, site) });
      return follow(session, filter, count);
    },
  });
}

/** Rejects with what the server refuses; one that goes away is waited for. */
async function follow(session: ApiSession, filter: Filter, count: number): Promise<ExitCode> {
  const { clock, signal, err } = session.context;
  const seen = { count: 0, lastId: '' };
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    const before = seen.lastId;
    try {
      if (await followOnce(session, filter, { seen, count })) return EXIT.ok;
      err.write('fieldline: the server ended the feed; going on after the last event\n');
    } catch (error) {
      if (signal.aborted || error instanceof RefusedError || seen.lastId === '') throw error;
      err.write(`fieldline: ${(error as Error).message}; trying again\n`);
    }
    if (seen.lastId !== before) waitMs = FIRST_WAIT_MS;
    await sleep(clock, waitMs, signal);
    if (signal.aborted) return EXIT.interrupted;
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
}

interface Course {
  readonly seen: { count: number; lastId: string };
  readonly count: number;
}

/** One connection; true when there were enough events. */
async function followOnce(session: ApiSession, filter: Filter, { seen, count }: Course): Promise<boolean> {
  const { context, output } = session;
  const body = await openFeed(session.api, filter, seen.lastId);
  for await (const event of readEvents(body, (id) => (seen.lastId = id))) {
    const line = output.json
      ? JSON.stringify({ event: event.event, id: event.id, data: JSON.parse(event.data) as unknown })
      : describeEvent(event, output.colours);
    context.out.write(`${line}\n`);
    if (++seen.count >= count) return true;
  }
  return false;
}

async function openFeed(api: Api, query: Filter, lastId: string): Promise<ReadableStream<Uint8Array>> {
  const headers = lastId === '' ? {} : { 'Last-Event-ID': lastId };
  const asked = api.GET('/live', { params: { query }, headers, parseAs: 'stream' });
  return await ask(asked);
}
