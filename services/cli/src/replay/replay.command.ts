import { allPacks } from '@fieldline/domains';
import type { Command } from 'commander';
import path from 'node:path';
import { ControlApi, type ServerStatus } from '../control/control-api.js';
import { ControlClient } from '../control/control-client.js';
import { untilStoring } from '../control/until-storing.js';
import type { CliContext } from '../shell/cli-context.js';
import { formatNumber, printColumns } from '../shell/column-printer.js';
import { defineCommand, openSession, type CommonOptions, type Run, type Session } from '../shell/command.js';
import { ServerNotRunningError } from '../shell/errors.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { formatSeconds, Progress } from '../shell/progress.js';
import { openRecording, type RecordedRow, type Recording } from './recording-file.js';
import { parseSpeed } from './replay-pace.js';
import { replayRecording, type DeviceReplay, type ReplayResult } from './replay-recording.js';

/** A server that was just started brings its database up. */
const READY_TIMEOUT_MS = 60_000;

interface ReplayOptions extends CommonOptions {
  readonly speed: string;
}

export function replayCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'replay',
    'send recorded telemetry through MQTT as its devices would have',
    'fieldline replay 25degC_US06.csv --speed 60x',
  )
    .argument('<file...>', 'recordings; each is recognised by its header line')
    .option('--speed <speed>', 'max, real, or a factor such as 60x', 'max')
    .action((files: readonly string[], options: ReplayOptions) =>
      run(replay(openSession(context, options), files, options)),
    );
}

async function replay(session: Session, files: readonly string[], options: ReplayOptions): Promise<ExitCode> {
  const { context, output, dataFolder } = session;
  const speed = parseSpeed(options.speed);
  const mappings = allPacks.flatMap((pack) => pack.replays);
  const recordings: Recording[] = [];
  for (const file of files) recordings.push(await openRecording(path.resolve(context.folder, file), mappings));
  const api = new ControlApi(new ControlClient(dataFolder));
  const { clock, signal } = context;
  const status = await untilStoring(api, { clock, signal, timeoutMs: READY_TIMEOUT_MS, mustAnswer: true });
  const doors = { mqttUrl: mqttAddress(status), databaseUrl: status.postgres.url };
  const results: ReplayResult[] = [];
  for (const recording of recordings) {
    const progress = new Progress(context);
    const onProgress = progressLine(context, recording, progress);
    results.push(
      await replayRecording({ recording, api, ...doors, speed, context, onProgress }).finally(() => progress.clear()),
    );
  }
  output.answer({ recordings: results }, () => results.map(describe).join('\n\n'));
  const lost = results.some(({ devices }) => devices.some(({ sent, acknowledged }) => sent !== acknowledged));
  return lost ? EXIT.failed : EXIT.ok;
}

function mqttAddress({ addresses }: ServerStatus): string {
  const address = addresses.find(({ transport }) => transport === 'mqtt') ?? addresses[0];
  if (address === undefined) throw new ServerNotRunningError('the server listens for no devices');
  return `${address.transport}://${address.host}:${address.port}`;
}

function progressLine(context: CliContext, { file, sizeBytes }: Recording, progress: Progress) {
  const startedAt = context.clock.monotonic();
  return ({ bytesRead }: RecordedRow, rows: number): void =>
    progress.update(() => {
      const seconds = (context.clock.monotonic() - startedAt) / 1000;
      const share = bytesRead / sizeBytes;
      const left = share > 0 ? formatSeconds(seconds / share - seconds) : '?';
      return `${path.basename(file)}  ${Math.round(share * 100)} %  ${formatNumber(rows)} rows  ${formatNumber(Math.round(rows / seconds))}/s  ${left} left`;
    });
}

function describe(result: ReplayResult): string {
  const { file, rowsRead, valuesMissing, seconds, devices } = result;
  const rate = formatNumber(Math.round(rowsRead / seconds));
  const count = (title: string, of: (row: DeviceReplay) => number) =>
    ({ title, text: (row: DeviceReplay) => formatNumber(of(row)), align: 'right' }) as const;
  return [
    `${path.basename(file)} (${result.mapping}): ${formatNumber(rowsRead)} rows in ${formatNumber(Math.round(seconds * 10) / 10)} s (${rate}/s), ${formatNumber(valuesMissing)} values missing at source`,
    printColumns(
      [
        { title: 'device', text: (row) => row.device },
        count('sent', (row) => row.sent),
        count('acknowledged', (row) => row.acknowledged),
        count('stored', (row) => row.stored),
        count('duplicate', (row) => row.duplicate),
        count('superseded', (row) => row.superseded),
        count('expired', (row) => row.expired),
        count('refused', (row) => row.refused),
        count('refused values', (row) => row.refusedValues),
      ],
      devices,
    ),
    ...devices.flatMap(({ device, refusals }) =>
      Object.entries(refusals).map(([rule, times]) => `${device}: ${formatNumber(times)} refused by ${rule}`),
    ),
  ].join('\n');
}
