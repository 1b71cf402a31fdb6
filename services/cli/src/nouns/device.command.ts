import type { Schema } from '@fieldline/api-client';
import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { column, given, numberColumn, profileText, textOr, timeText, yesNo } from '../shell/cells.js';
import { removeCommand } from '../shell/remove-command.js';
import { asFacts, listCommand, showCommand } from '../shell/verbs.js';
import { deviceAddCommand } from './device-add.command.js';
import { deviceImportCommand } from './device-import.command.js';
import { deviceSecretCommand } from './device-secret.command.js';
import { oneOf } from './one-of.js';
import { siteIdIfGiven } from './site-id.js';

type Device = Schema<'Device'>;
type ListedDevice = Schema<'ListedDevice'>;

interface Filters {
  readonly q?: string;
  readonly site?: string;
  readonly profile?: string;
  readonly domain?: string;
  readonly state?: ListedDevice['state'];
  readonly connected?: boolean;
  readonly disabled?: boolean;
}

interface Changes {
  readonly name?: string;
  readonly site?: string;
  readonly profile?: string;
  readonly gateway?: string;
  readonly mac?: string;
  readonly location?: string;
}

const text = asFacts<Device>((device) => ({
  device: device.device,
  id: device.id,
  name: device.name,
  type: device.type,
  site: device.site,
  profile: profileText(device.profile),
  gateway: textOr(device.gateway),
  MAC: textOr(device.mac),
  firmware: textOr(device.firmware),
  location: textOr(device.locationId),
  disabled: yesNo(device.disabled),
  registered: timeText(device.createdAt),
  changed: timeText(device.updatedAt),
}));

const NONE = 'none';
const orNone = (value: string | undefined): string | null | undefined => (value === NONE ? null : value);

export function deviceCommand(shell: Shell): Command {
  return new Command('device')
    .description('what sends: registered, found, changed, taken away')
    .addCommand(listDevices(shell))
    .addCommand(deviceAddCommand(shell))
    .addCommand(deviceImportCommand(shell))
    .addCommand(
      showCommand<Device>(shell, {
        name: 'show',
        args: '<device>',
        summary: 'show one device',
        example: 'fieldline device show my-pack',
        text,
        fetch: ({ api, args: [device = ''] }) => ask(api.GET('/devices/{device}', { params: { path: { device } } })),
      }),
    )
    .addCommand(changeDevice(shell))
    .addCommand(disabling(shell, 'disable', true, 'close its connection and refuse new ones'))
    .addCommand(disabling(shell, 'enable', false, 'let it connect again'))
    .addCommand(deviceSecretCommand(shell))
    .addCommand(
      removeCommand(shell, {
        name: 'delete',
        args: '<device>',
        summary: 'take a device away with its secrets, its readings and its dead letters',
        example: 'fieldline device delete my-pack',
        question: ([device]) => `Take the device '${device}' away with all of its readings?`,
        done: ([device]) => `The device '${device}' is gone with its readings.`,
        remove: ({ api, args: [device = ''] }) =>
          ask(api.DELETE('/devices/{device}', { params: { path: { device } } })),
      }),
    );
}

function listDevices(shell: Shell): Command {
  return listCommand<ListedDevice, Filters>(shell, {
    name: 'list',
    summary: 'list devices with what they are doing',
    example: 'fieldline device list --site Home --state stale',
    options: (command) =>
      command
        .option('--q <text>', 'part of the external id or the name, in any case')
        .option('--site <name>', 'at this site (name or ULID)')
        .option('--profile <id>', 'of this profile')
        .option('--domain <id>', 'of this domain pack, such as battery')
        .option('--state <state>', 'online, stale or silent', oneOf(['online', 'stale', 'silent']))
        .option('--connected', 'connected now')
        .option('--no-connected', 'not connected now')
        .option('--disabled', 'disabled')
        .option('--no-disabled', 'not disabled'),
    columns: [
      column('device', ({ device }) => device),
      column('name', ({ name }) => name),
      column('site', ({ site }) => site),
      column('profile', ({ profile }) => profileText(profile)),
      column('state', ({ state, disabled }) => (disabled ? 'disabled' : state)),
      column('connected', ({ connected }) => yesNo(connected)),
      column('last reading', ({ lastReadingAt }) => timeText(lastReadingAt)),
      numberColumn('readings/min', ({ readingsPerMinute }) => readingsPerMinute),
      numberColumn('refused/h', ({ refusedLastHour }) => refusedLastHour),
    ],
    async fetch({ api, page, options: { q, site, profile, domain, state, connected, disabled } }) {
      const query = given({
        ...{ q, profile, domain, state, site: await siteIdIfGiven(api, site) },
        ...{ connected: flag(connected), disabled: flag(disabled) },
      });
      return ask(api.GET('/devices', { params: { query: { ...page, ...query } } }));
    },
  });
}

function flag(value: boolean | undefined): 'true' | 'false' | undefined {
  return value === undefined ? undefined : value ? 'true' : 'false';
}

function changeDevice(shell: Shell): Command {
  return showCommand<Device, Changes>(shell, {
    name: 'change',
    args: '<device>',
    summary: 'change what is given; the rest stays',
    example: 'fieldline device change my-pack --name "Cellar, left" --site Home',
    options: (command) =>
      command
        .option('--name <text>', 'name for people')
        .option('--site <name>', 'site it stands at (name or ULID)')
        .option('--profile <id>', 'profile it reports in; the newest version is taken')
        .option('--gateway <device>', 'device that publishes for it, or none')
        .option('--mac <address>', 'such as a4:cf:12:0b:3e:9d, or none')
        .option('--location <id>', 'ULID of a location, or none'),
    text,
    fetch: ({ api, args: [device = ''], options: { name, site, profile, gateway, mac, location } }) =>
      ask(
        api.PATCH('/devices/{device}', {
          params: { path: { device } },
          body: given({
            ...{ name, site, profile },
            ...{ gateway: orNone(gateway), mac: orNone(mac), locationId: orNone(location) },
          }),
        }),
      ),
  });
}

function disabling(shell: Shell, name: string, disabled: boolean, summary: string): Command {
  return showCommand<Device>(shell, {
    name,
    args: '<device>',
    summary,
    example: `fieldline device ${name} my-pack`,
    text,
    fetch: ({ api, args: [device = ''] }) =>
      ask(api.PATCH('/devices/{device}', { params: { path: { device } }, body: { disabled } })),
  });
}
