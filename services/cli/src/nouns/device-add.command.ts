import type { Schema } from '@fieldline/api-client';
import { externalIdSchema } from '@fieldline/contracts';
import type { Command } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { given } from '../shell/cells.js';
import { UsageError } from '../shell/errors.js';
import { showCommand } from '../shell/verbs.js';
import { secretText } from './device-secret.command.js';

interface AddOptions {
  readonly site: string;
  readonly profile: string;
  readonly name?: string;
  readonly gateway?: string;
  readonly timeZone: string;
  readonly currency: string;
}

interface Added {
  readonly device: Schema<'Device'>;
  readonly username: string;
  readonly secret: string;
}

/** A site that is there stays as it is, and so does a device: the server refuses a second one of a name. */
export function deviceAddCommand(shell: Shell): Command {
  return showCommand<Added, AddOptions>(shell, {
    name: 'add',
    args: '<device>',
    summary: 'register a device and print its secret once',
    example: 'fieldline device add my-pack --site Home --profile battery-pack',
    options: (command) =>
      command
        .requiredOption('--site <name>', 'site it stands at; made where it is new')
        .requiredOption('--profile <id>', 'profile it reports in; the newest version is taken')
        .option('--name <text>', 'name for people')
        .option('--gateway <device>', 'device that publishes for it')
        .option('--time-zone <zone>', 'IANA time zone of a new site', 'UTC')
        .option('--currency <code>', 'ISO 4217 currency of a new site', 'EUR'),
    async fetch({ api, args: [device = ''], options: { site, profile, name, gateway, timeZone, currency } }) {
      checkName(device);
      const sites = await ask(api.GET('/sites', { params: { query: { name: site } } }));
      if (sites.items.length === 0) {
        await ask(api.POST('/sites', { body: { name: site, timeZone, currency, lifetime: null } }));
      }
      const body = { device, site, profile, ...given({ name, gateway }) };
      const added = await ask(api.POST('/devices', { body }));
      const params = { path: { device } };
      const { username, secret } = await ask(api.POST('/devices/{device}/secrets', { params }));
      return { device: added, username, secret };
    },
    text: ({ device, ...login }) => `${device.device} is registered.\n${secretText(device.device, login)}`,
  });
}

function checkName(device: string): void {
  if (externalIdSchema.safeParse(device).success) return;
  throw new UsageError(
    `'${device}' cannot name a device: up to 64 letters, digits and . _ : - after a letter or digit`,
  );
}
