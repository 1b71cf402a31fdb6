import type { Command } from 'commander';
import type { CliContext } from '../../shell/cli-context.js';
import { printColumns, printFacts, type Column } from '../../shell/column-printer.js';
import {
  defineCommand,
  openSession,
  wholeNumber,
  type CommonOptions,
  type Run,
  type Session,
} from '../../shell/command.js';
import { InterruptedError } from '../../shell/errors.js';
import { EXIT, type ExitCode } from '../../shell/exit-codes.js';
import { Progress } from '../../shell/progress.js';
import { BenchServer } from '../bench-server.js';
import { benchApi, type ApiBenchResult } from './bench-api.js';
import type { RangeFigures } from './measure-ranges.js';
import { tenths, whole } from '../figures.js';

interface ApiBenchOptions extends CommonOptions {
  readonly devices: number;
  readonly days: number;
  readonly points: number;
  readonly turns: number;
  readonly seconds: number;
}

export function benchApiCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'api',
    'fill a throw-away server (with --data: one that runs) with a history, then ask its API for series of it, and plain SQL for the same',
    'fieldline bench api --devices 100 --days 365',
  )
    .option('--devices <n>', 'devices with a history, of one reading a minute', wholeNumber(1), 100)
    .option('--days <n>', 'how long a history', wholeNumber(1), 30)
    .option('--points <n>', 'asked of the API', wholeNumber(2), 1000)
    .option('--turns <n>', 'of each range at most', wholeNumber(1), 200)
    .option('--seconds <n>', 'for each range at most', wholeNumber(1), 10)
    .action((options: ApiBenchOptions) => run(bench(openSession(context, options), options)));
}

async function bench({ context, dataFolder, output }: Session, options: ApiBenchOptions): Promise<ExitCode> {
  const progress = new Progress(context);
  const server = options.data === undefined ? await BenchServer.start(context.clock, context.env) : undefined;
  const { devices, days, points, turns, seconds } = options;
  try {
    const plan = { devices, days, points, turns, seconds, context };
    const result = await benchApi(plan, server?.dataFolder ?? dataFolder, (stage) => {
      if (context.signal.aborted) throw new InterruptedError('interrupted');
      progress.update(() => stage);
    });
    progress.clear();
    output.answer(result, () => describe(result, options));
    return EXIT.ok;
  } finally {
    progress.clear();
    await server?.stop();
  }
}

const ratio = (value: number): string => `${value.toFixed(2)}×`;

const COLUMNS: readonly Column<RangeFigures>[] = [
  { title: 'one', text: ({ range }) => range },
  { title: 'readings', text: ({ rows }) => whole(rows), align: 'right' },
  { title: 'points', text: ({ points }) => whole(points), align: 'right' },
  { title: 'turns', text: ({ turns }) => whole(turns), align: 'right' },
  { title: 'API p50 ms', text: ({ apiP50Ms }) => tenths(apiP50Ms), align: 'right' },
  { title: 'SQL p50 ms', text: ({ sqlP50Ms }) => tenths(sqlP50Ms), align: 'right' },
  { title: 'ratio', text: ({ ratioP50 }) => ratio(ratioP50), align: 'right' },
  { title: 'API p99 ms', text: ({ apiP99Ms }) => tenths(apiP99Ms), align: 'right' },
  { title: 'SQL p99 ms', text: ({ sqlP99Ms }) => tenths(sqlP99Ms), align: 'right' },
  { title: 'ratio', text: ({ ratioP99 }) => ratio(ratioP99), align: 'right' },
];

function describe(result: ApiBenchResult, { points, seconds }: ApiBenchOptions): string {
  const { devices, days, readings, load, postgres, machine } = result;
  const facts = {
    API: `one metric of one device, at most ${whole(points)} points, over control.sock: request to parsed answer`,
    SQL: 'every value of the same device and time by the node driver, in turn before and after the API',
    turns: `as many as fit into ${whole(seconds)} s, 3 at least; of few turns the p99 is the slowest`,
    history: `${whole(devices)} devices, ${whole(days)} days, one reading a minute: ${whole(readings)} readings of 7 values, ${whole(load.storedMb)} MB with index`,
    written: `in ${tenths(load.seconds)} s, ${whole(load.readingsPerSecond)} readings/s`,
    PostgreSQL: `fsync ${postgres.fsync}, synchronous_commit ${postgres.synchronousCommit}`,
    machine: `${machine.cores} cores, ${whole(machine.memoryMb)} MB, Node ${machine.node}, ${machine.date}`,
  };
  return [printColumns(COLUMNS, result.ranges), '', printFacts(facts)].join('\n');
}
