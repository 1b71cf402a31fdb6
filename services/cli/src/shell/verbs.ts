import type { Api } from '@fieldline/api-client';
import type { Command } from 'commander';
import { allPages, type Page, type PageQuery } from '../connection/all-pages.js';
import { apiCommand, type ApiVerb, type Shell } from './api-command.js';
import { printColumns, printFacts, type Column } from './column-printer.js';
import { wholeNumber } from './command.js';
import { EXIT } from './exit-codes.js';

type Described<O> = Omit<ApiVerb<O>, 'act'>;

export interface Asked<O> {
  readonly api: Api;
  readonly args: readonly string[];
  readonly options: O;
}

export interface ListVerb<T, O> extends Described<O> {
  readonly columns: readonly Column<T>[];
  /** One page. */
  readonly fetch: (asked: Asked<O> & { readonly page: PageQuery }) => Promise<Page<T>>;
}

const MOST_ITEMS = 1_000;

/** A table, or the API's own document with all of its pages in one. */
export function listCommand<T, O = object>(shell: Shell, verb: ListVerb<T, O>): Command {
  const { columns, fetch, options = (command: Command) => command, ...rest } = verb;
  return apiCommand<O & { readonly limit: number }>(shell, {
    ...rest,
    options: (command) => options(command).option('--limit <n>', 'at most so many', wholeNumber(1), MOST_ITEMS),
    async act({ api, output, context }, args, options) {
      const list = await allPages((page) => fetch({ api, args, options, page }), options.limit);
      output.answer(list, () => printColumns(columns, list.items));
      if (list.next !== undefined && !output.json) {
        context.err.write(`There are more than these ${list.items.length}: ask with a greater --limit.\n`);
      }
      return EXIT.ok;
    },
  });
}

export type Facts = Readonly<Record<string, string | number>>;

export interface ShowVerb<T, O> extends Described<O> {
  /** Lines for people. */
  readonly text: (answer: T) => string;
  readonly fetch: (asked: Asked<O>) => Promise<T>;
}

/** One answer of the API: its document, or lines. Also of what is made or changed. */
export function showCommand<T, O = object>(shell: Shell, { text, fetch, ...rest }: ShowVerb<T, O>): Command {
  return apiCommand<O>(shell, {
    ...rest,
    async act({ api, output }, args, options) {
      const answer = await fetch({ api, args, options });
      output.answer(answer, () => text(answer));
      return EXIT.ok;
    },
  });
}

/** Names beside values. */
export function asFacts<T>(facts: (answer: T) => Facts): (answer: T) => string {
  return (answer) => printFacts(facts(answer));
}
