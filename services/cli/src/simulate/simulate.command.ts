import { allPacks } from '@fieldline/domains';
import { chooseDevices, FAULT_FLAGS } from '@fieldline/simulator';
import { Argument, InvalidArgumentError, type Command } from 'commander';
import { LocalServer } from '../control/local-server.js';
import { untilStoring } from '../control/until-storing.js';
import type { CliContext } from '../shell/cli-context.js';
import { defineCommand, openSession, wholeNumber, type Run, type Session } from '../shell/command.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { describeSimulation, summarise } from './describe-simulation.js';
import { parseDuration } from './parse-duration.js';
import { runSimulation } from './run-simulation.js';
import { checkTimes, faultFlags, intervalAt, packsOf, type SimulateOptions } from './simulate-options.js';

/** A server that was just started brings its database up. */
const READY_TIMEOUT_MS = 60_000;

export function simulateCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'simulate',
    'let sample devices send telemetry through MQTT, each on a connection of its own, until Ctrl-C',
    'fieldline simulate battery energy --devices 200 --faults all --duration 10m',
  )
    .addArgument(
      new Argument('[domain...]', `which fleets: ${allPacks.map(({ id }) => id).join(', ')}; all by default`),
    )
    .option('--devices <n>', 'of all fleets together (the sample fleets as they are)', wholeNumber(1))
    .option('--rate <n>', 'readings a second of all devices together (each at its own interval)', positive)
    .option(
      '--seed <n>',
      'the same seed is the same world on the same day (UTC) of start; of more than 250 devices, in the same hour',
      wholeNumber(0),
      1,
    )
    .option('--faults <list>', `what goes wrong: all, or some of ${FAULT_FLAGS.join(',')}; counted on both sides`)
    .option(
      '--duration <time>',
      'how long, such as 90s, 10m, 24h; 0s for the history alone (until Ctrl-C)',
      parseDuration,
      Infinity,
    )
    .option(
      '--history <time>',
      'send the time before first, since 2015 at most, as fast as it is acknowledged (none)',
      parseDuration,
      0,
    )
    .action((domains: readonly string[], options: SimulateOptions) =>
      run(simulate(openSession(context, options), domains, options)),
    );
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}

async function simulate(
  { context, output, dataFolder }: Session,
  domains: readonly string[],
  options: SimulateOptions,
): Promise<ExitCode> {
  const { seed, duration: durationMs, history: historyMs } = options;
  const { clock, signal } = context;
  checkTimes(options, clock.now());
  const flags = faultFlags(options.faults);
  const devices = chooseDevices(packsOf(domains), seed, options.devices);
  const intervalMs = intervalAt(options.rate, devices.length);
  const api = new LocalServer(dataFolder);
  const status = await untilStoring(api, { clock, signal, timeoutMs: READY_TIMEOUT_MS, mustAnswer: true });
  const result = await runSimulation({ devices, seed, flags, intervalMs, durationMs, historyMs, api, status, context });
  const summary = summarise(result);
  output.answer(summary, () => describeSimulation(summary));
  const differs = (summary.account?.differences.length ?? 0) > 0;
  return differs || !summary.settled ? EXIT.failed : EXIT.ok;
}
