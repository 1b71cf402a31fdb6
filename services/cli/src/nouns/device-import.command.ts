import type { Schema } from '@fieldline/api-client';
import type { Command } from 'commander';
import { ask } from '../connection/ask.js';
import { apiCommand, type Shell } from '../shell/api-command.js';
import { column } from '../shell/cells.js';
import { printColumns, printFacts } from '../shell/column-printer.js';
import { EXIT } from '../shell/exit-codes.js';
import { readInput } from './read-input.js';

type Import = Schema<'DeviceImport'>;

export function deviceImportCommand(shell: Shell): Command {
  return apiCommand<{ readonly secrets?: boolean }>(shell, {
    name: 'import',
    args: '<file>',
    summary: 'register devices from CSV: device,site,profile and where wanted name,type,mac,gateway,location',
    example: 'fieldline device import devices.csv --secrets',
    options: (command) => command.option('--secrets', 'make a secret for each new device, shown this once'),
    async act({ api, output, context }, [file = ''], { secrets }) {
      const csv = await readInput(context.folder, file);
      const imported = await ask(
        api.POST('/devices/import', {
          params: { query: { secrets: secrets === true ? 'true' : 'false' } },
          headers: { 'content-type': 'text/csv' },
          body: csv,
          bodySerializer: (body) => body,
        }),
      );
      output.answer(imported, () => describe(imported));
      return imported.failed.length === 0 ? EXIT.ok : EXIT.failed;
    },
  });
}

function describe({ created, unchanged, failed, secrets }: Import): string {
  const parts = [printFacts({ registered: created, 'were there': unchanged, wrong: failed.length })];
  if (failed.length > 0) {
    const columns = [
      column<Import['failed'][number]>('line', ({ line }) => String(line)),
      column<Import['failed'][number]>('device', ({ device }) => device ?? ''),
      column<Import['failed'][number]>('', ({ message }) => message),
    ];
    parts.push(printColumns(columns, failed));
  }
  if (secrets.length > 0) {
    const columns = [
      column<Import['secrets'][number]>('MQTT user name', ({ username }) => username),
      column<Import['secrets'][number]>('MQTT password', ({ secret }) => secret),
    ];
    parts.push(`${printColumns(columns, secrets)}\nThe passwords are not shown again.`);
  }
  return parts.join('\n\n');
}
