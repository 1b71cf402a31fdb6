import type { Schema } from '@fieldline/api-client';
import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { column, given, timeText } from '../shell/cells.js';
import { removeCommand } from '../shell/remove-command.js';
import { asFacts, listCommand, showCommand } from '../shell/verbs.js';
import { numberFrom } from './number-from.js';
import { siteId, siteIdIfGiven } from './site-id.js';

type Location = Schema<'Location'>;

interface Position {
  readonly latitudeDeg?: number;
  readonly longitudeDeg?: number;
  readonly altitudeM?: number;
}

const degrees = (value: number | null): string => (value === null ? '–' : `${value}°`);
const metres = (value: number | null): string => (value === null ? '–' : `${value} m`);

const text = asFacts<Location>((location) => ({
  name: location.name,
  id: location.id,
  'site id': location.siteId,
  latitude: degrees(location.latitudeDeg),
  longitude: degrees(location.longitudeDeg),
  altitude: metres(location.altitudeM),
  changed: timeText(location.updatedAt),
}));

const position = (command: Command): Command =>
  command
    .option('--latitude-deg <degrees>', 'north of the equator', numberFrom(-90, 90))
    .option('--longitude-deg <degrees>', 'east of Greenwich', numberFrom(-180, 180))
    .option('--altitude-m <metres>', 'above sea level', numberFrom(-12_000, 100_000));

export function locationCommand(shell: Shell): Command {
  return new Command('location')
    .description('places in a site: a room, a rack position, a street corner')
    .addCommand(
      listCommand<Location, { readonly site?: string }>(shell, {
        name: 'list',
        summary: 'list locations',
        example: 'fieldline location list --site Home',
        options: (command) => command.option('--site <name>', 'of this site (name or ULID)'),
        columns: [
          column('location', ({ name }) => name),
          column('latitude', ({ latitudeDeg }) => degrees(latitudeDeg)),
          column('longitude', ({ longitudeDeg }) => degrees(longitudeDeg)),
          column('altitude', ({ altitudeM }) => metres(altitudeM)),
          column('id', ({ id }) => id),
          column('site id', (location) => location.siteId),
        ],
        async fetch({ api, page, options: { site } }) {
          const query = { ...page, ...given({ site: await siteIdIfGiven(api, site) }) };
          return ask(api.GET('/locations', { params: { query } }));
        },
      }),
    )
    .addCommand(
      showCommand<Location, Position & { readonly site: string }>(shell, {
        name: 'add',
        args: '<name>',
        summary: 'make a location',
        example: 'fieldline location add Roof --site Home --latitude-deg 52.52 --longitude-deg 13.4',
        options: (command) => position(command.requiredOption('--site <name>', 'where it is (name or ULID)')),
        text,
        fetch: async ({ api, args: [name = ''], options: { site, ...where } }) => {
          const { latitudeDeg = null, longitudeDeg = null, altitudeM = null } = where;
          const body = { siteId: await siteId(api, site), name, latitudeDeg, longitudeDeg, altitudeM };
          return ask(api.POST('/locations', { body }));
        },
      }),
    )
    .addCommand(
      showCommand<Location>(shell, {
        name: 'show',
        args: '<id>',
        summary: 'show one location',
        example: 'fieldline location show 01K9ZC3M8Q4T5V6W7X8Y9Z0A1B',
        text,
        fetch: ({ api, args: [location = ''] }) =>
          ask(api.GET('/locations/{location}', { params: { path: { location } } })),
      }),
    )
    .addCommand(
      showCommand<Location, Position & { readonly name?: string }>(shell, {
        name: 'change',
        args: '<id>',
        summary: 'change what is given; the rest stays',
        example: 'fieldline location change 01K9ZC3M8Q4T5V6W7X8Y9Z0A1B --name "Roof, south"',
        options: (command) => position(command.option('--name <text>', 'its new name')),
        text,
        fetch: ({ api, args: [location = ''], options: { name, latitudeDeg, longitudeDeg, altitudeM } }) =>
          ask(
            api.PATCH('/locations/{location}', {
              params: { path: { location } },
              body: given({ name, latitudeDeg, longitudeDeg, altitudeM }),
            }),
          ),
      }),
    )
    .addCommand(
      removeCommand(shell, {
        name: 'delete',
        args: '<id>',
        summary: 'take a location away; devices there stay without one',
        example: 'fieldline location delete 01K9ZC3M8Q4T5V6W7X8Y9Z0A1B',
        question: ([location]) => `Take the location ${location} away?`,
        done: ([location]) => `The location ${location} is gone.`,
        remove: ({ api, args: [location = ''] }) =>
          ask(api.DELETE('/locations/{location}', { params: { path: { location } } })),
      }),
    );
}
