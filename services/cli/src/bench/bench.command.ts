import { Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../shell/cli-context.js';
import { printColumns, printFacts } from '../shell/column-printer.js';
import {
  defineCommand,
  openSession,
  wholeNumber,
  type CommonOptions,
  type Run,
  type Session,
} from '../shell/command.js';
import { InterruptedError } from '../shell/errors.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { Progress } from '../shell/progress.js';
import { benchApiCommand } from './api/bench-api.command.js';
import { benchIngest, type BenchResult } from './bench-ingest.js';
import { BenchServer } from './bench-server.js';
import { tenths, whole } from './figures.js';

interface BenchOptions extends CommonOptions {
  readonly devices: number;
  readonly seconds: number;
  readonly rate: number | null;
  readonly window: number;
}

export function benchCommand(context: CliContext, run: Run): Command {
  const ingest = defineCommand(
    'ingest',
    'load a throw-away server (with --data: one that runs) through MQTT, then audit it',
    'fieldline bench ingest --devices 50 --seconds 60',
  )
    .option('--devices <n>', 'connections', wholeNumber(1), 50)
    .option('--seconds <n>', 'how long', wholeNumber(1), 60)
    .option('--rate <n|max>', 'messages a second of all devices together', parseRate, null)
    .option('--window <n>', 'unacknowledged messages a connection', wholeNumber(1), 40)
    .action((options: BenchOptions) => run(bench(openSession(context, options), options)));
  return new Command('bench')
    .description('measure what this machine can do')
    .addCommand(ingest)
    .addCommand(benchApiCommand(context, run));
}

function parseRate(text: string): number | null {
  if (text === 'max') return null;
  const rate = Number(text);
  if (!(rate > 0)) throw new InvalidArgumentError('Expected a number above 0, or max.');
  return rate;
}

async function bench({ context, dataFolder, output }: Session, options: BenchOptions): Promise<ExitCode> {
  const progress = new Progress(context);
  const server = options.data === undefined ? await BenchServer.start(context.clock, context.env) : undefined;
  try {
    const plan = {
      devices: options.devices,
      seconds: options.seconds,
      rate: options.rate,
      window: options.window,
      context,
    };
    const result = await benchIngest(plan, server?.dataFolder ?? dataFolder, (stage) => {
      if (context.signal.aborted) throw new InterruptedError('interrupted');
      progress.update(() => stage);
    });
    progress.clear();
    output.answer(result, () => describe(result, output.colours));
    return result.audit.ok && result.lost === 0 && result.outOfOrder === 0 ? EXIT.ok : EXIT.failed;
  } finally {
    progress.clear();
    await server?.stop();
  }
}

function describe(result: BenchResult, { green, red }: Session['output']['colours']): string {
  const { emptyBroker, memory, machine, postgres, audit } = result;
  const table = printColumns(
    [
      { title: '', text: ([name]) => name },
      { title: 'Fieldline', text: ([, own]) => own, align: 'right' },
      { title: 'empty aedes', text: ([, , empty]) => empty, align: 'right' },
    ],
    [
      ['messages/s', whole(result.messagesPerSecond), whole(emptyBroker.messagesPerSecond)],
      ['messages/CPU-s', whole(result.messagesPerCpuSecond), whole(emptyBroker.messagesPerCpuSecond)],
      ['PUBACK p50 ms', tenths(result.pubackP50Ms), ''],
      ['PUBACK p99 ms', tenths(result.pubackP99Ms), tenths(emptyBroker.pubackP99Ms)],
      ['stored p50 ms', tenths(result.storedP50Ms), ''],
      ['stored p99 ms', tenths(result.storedP99Ms), ''],
    ] as const,
  );
  const facts = {
    acknowledged: whole(result.acknowledged),
    stored: whole(result.stored),
    lost: whole(result.lost),
    'lag at the end': `${whole(result.lagRecords)} records, ${tenths(result.lagSeconds)} s`,
    memory: `${whole(memory.startMb)} MB at start, ${whole(memory.endMb)} at the end, ${whole(memory.maxMb)} at most, ${tenths(memory.growthMbPerMinute)} MB/min in the second half`,
    load: `${result.devices} devices, ${tenths(result.seconds)} s, generator ${tenths(result.generatorCpuSeconds)} CPU-s`,
    PostgreSQL: `fsync ${postgres.fsync}, synchronous_commit ${postgres.synchronousCommit}`,
    machine: `${machine.cores} cores, ${whole(machine.memoryMb)} MB, Node ${machine.node}, ${machine.date}`,
  };
  const verdict = audit.ok
    ? green('Audit: nothing missing, nothing twice.')
    : red(`Audit: ${audit.problems[0]?.says ?? 'problems'}`);
  return [table, '', printFacts(facts), '', verdict].join('\n');
}
