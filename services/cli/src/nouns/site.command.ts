import type { Schema } from '@fieldline/api-client';
import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { column, given, numberColumn, textOr, timeText } from '../shell/cells.js';
import { removeCommand } from '../shell/remove-command.js';
import { asFacts, listCommand, showCommand } from '../shell/verbs.js';
import { oneOf } from './one-of.js';
import { siteId } from './site-id.js';

type Site = Schema<'Site'>;

const LIFETIMES = ['history', 'profile'] as const;

interface SiteOptions {
  readonly name?: string;
  readonly timeZone?: string;
  readonly currency?: string;
  readonly lifetime?: (typeof LIFETIMES)[number];
}

const text = asFacts<Site>((site) => ({
  name: site.name,
  id: site.id,
  'time zone': site.timeZone,
  currency: site.currency,
  lifetime: site.lifetime ?? "each profile's",
  devices: site.devices,
  created: timeText(site.createdAt),
  changed: timeText(site.updatedAt),
}));

const LIFETIME = '`history` keeps raw values without end, `profile` leaves it to each profile';

export function siteCommand(shell: Shell): Command {
  return new Command('site')
    .description('places with a time zone and a currency')
    .addCommand(
      listCommand<Site>(shell, {
        name: 'list',
        summary: 'list the sites',
        example: 'fieldline site list',
        columns: [
          column('site', ({ name }) => name),
          column('time zone', ({ timeZone }) => timeZone),
          column('currency', ({ currency }) => currency),
          column('lifetime', ({ lifetime }) => textOr(lifetime)),
          numberColumn('devices', ({ devices }) => devices),
          column('id', ({ id }) => id),
        ],
        fetch: ({ api, page }) => ask(api.GET('/sites', { params: { query: { ...page } } })),
      }),
    )
    .addCommand(
      showCommand<Site, SiteOptions>(shell, {
        name: 'add',
        args: '<name>',
        summary: 'make a site',
        example: 'fieldline site add "Plant 2" --time-zone Europe/Lisbon --currency EUR',
        options: (command) =>
          command
            .option('--time-zone <zone>', 'IANA time zone', 'UTC')
            .option('--currency <code>', 'ISO 4217', 'EUR')
            .option('--lifetime <class>', LIFETIME, oneOf(LIFETIMES)),
        text,
        fetch: ({ api, args: [name = ''], options: { timeZone = 'UTC', currency = 'EUR', lifetime } }) =>
          ask(
            api.POST('/sites', {
              body: { name, timeZone, currency, lifetime: lifetime === 'history' ? 'history' : null },
            }),
          ),
      }),
    )
    .addCommand(
      showCommand<Site>(shell, {
        name: 'show',
        args: '<site>',
        summary: 'show one site',
        example: 'fieldline site show Home',
        text,
        fetch: async ({ api, args: [site = ''] }) =>
          ask(api.GET('/sites/{site}', { params: { path: { site: await siteId(api, site) } } })),
      }),
    )
    .addCommand(
      showCommand<Site, SiteOptions>(shell, {
        name: 'change',
        args: '<site>',
        summary: 'change what is given; the rest stays',
        example: 'fieldline site change Home --currency CHF',
        options: (command) =>
          command
            .option('--name <text>', 'its new name')
            .option('--time-zone <zone>', 'IANA time zone')
            .option('--currency <code>', 'ISO 4217')
            .option('--lifetime <class>', LIFETIME, oneOf(LIFETIMES)),
        text,
        fetch: async ({ api, args: [site = ''], options: { name, timeZone, currency, lifetime } }) =>
          ask(
            api.PATCH('/sites/{site}', {
              params: { path: { site: await siteId(api, site) } },
              body: given({ name, timeZone, currency, lifetime: lifetime === 'profile' ? null : lifetime }),
            }),
          ),
      }),
    )
    .addCommand(
      removeCommand(shell, {
        name: 'delete',
        args: '<site>',
        summary: 'take a site away that has no devices, with its locations and enrolment keys',
        example: 'fieldline site delete "Plant 2"',
        question: ([site]) => `Take the site '${site}' away, with its locations and enrolment keys?`,
        done: ([site]) => `The site '${site}' is gone.`,
        remove: async ({ api, args: [site = ''] }) =>
          ask(api.DELETE('/sites/{site}', { params: { path: { site: await siteId(api, site) } } })),
      }),
    );
}
