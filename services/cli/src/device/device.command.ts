import { externalIdSchema } from '@fieldline/contracts';
import { Command } from 'commander';
import { ControlApi, type DeviceInfo } from '../control/control-api.js';
import { ControlClient } from '../control/control-client.js';
import type { CliContext } from '../shell/cli-context.js';
import { printColumns, printFacts } from '../shell/column-printer.js';
import { defineCommand, openSession, type CommonOptions, type Run, type Session } from '../shell/command.js';
import { UsageError } from '../shell/errors.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';

interface AddOptions extends CommonOptions {
  readonly site: string;
  readonly profile: string;
  readonly name?: string;
  readonly timeZone: string;
  readonly currency: string;
}

export function deviceCommand(context: CliContext, run: Run): Command {
  const add = defineCommand(
    'add',
    'register a device and print its secret once',
    'fieldline device add cell-1 --site lab --profile battery-cell',
  )
    .argument('<external-id>', 'name of the device in MQTT topics')
    .requiredOption('--site <name>', 'site it stands at; made where it is new')
    .requiredOption('--profile <id>', 'profile it reports in; the newest version is taken')
    .option('--name <text>', 'name for people')
    .option('--time-zone <zone>', 'IANA time zone of a new site', 'UTC')
    .option('--currency <code>', 'ISO 4217 currency of a new site', 'EUR')
    .action((externalId: string, options: AddOptions) =>
      run(addDevice(openSession(context, options), externalId, options)),
    );

  const list = defineCommand('list', 'list the registered devices', 'fieldline device list').action(
    (options: CommonOptions) => run(listDevices(openSession(context, options))),
  );

  return new Command('device').description('register and list devices').addCommand(add).addCommand(list);
}

async function addDevice({ dataFolder, output }: Session, externalId: string, options: AddOptions): Promise<ExitCode> {
  if (!externalIdSchema.safeParse(externalId).success) {
    throw new UsageError(
      `'${externalId}' cannot name a device: up to 64 letters, digits and . _ : - after a letter or digit`,
    );
  }
  const api = new ControlApi(new ControlClient(dataFolder));
  await api.putSite(options.site, { timeZone: options.timeZone, currency: options.currency });
  const { device, created } = await api.putDevice(externalId, {
    site: options.site,
    profile: options.profile,
    ...(options.name === undefined ? {} : { name: options.name }),
  });
  const { username, secret } = await api.issueSecret(externalId);
  output.answer({ device, created, username, secret }, () =>
    [
      `${device.externalId} ${created ? 'is registered' : 'was registered already; it has one more secret'}.`,
      printFacts({
        'MQTT user name': username,
        'MQTT password': secret,
        topic: `devices/${device.externalId}/telemetry`,
      }),
      output.colours.dim('The password is not shown again.'),
    ].join('\n'),
  );
  return EXIT.ok;
}

async function listDevices({ dataFolder, output }: Session): Promise<ExitCode> {
  const devices = await new ControlApi(new ControlClient(dataFolder)).devices();
  output.answer({ devices }, () =>
    printColumns<DeviceInfo>(
      [
        { title: 'device', text: (device) => device.externalId },
        { title: 'name', text: (device) => device.name },
        { title: 'type', text: (device) => device.type },
        { title: 'profile', text: ({ profile }) => `${profile.id}@${profile.version}` },
        { title: 'site', text: (device) => device.site ?? device.siteId },
      ],
      devices,
    ),
  );
  return EXIT.ok;
}
