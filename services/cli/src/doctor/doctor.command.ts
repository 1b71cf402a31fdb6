import type { Command } from 'commander';
import { isAlive, readRunInfo } from '../control/run-info.js';
import type { CliContext } from '../shell/cli-context.js';
import { printColumns } from '../shell/column-printer.js';
import { defineCommand, openSession, type CommonOptions, type Run, type Session } from '../shell/command.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Finding } from './check.js';
import { checkClock, checkDataFolder, checkDisk, checkNode, checkPort } from './machine-checks.js';
import { checkDatabase, checkJournal, checkProcess, checkServer } from './server-checks.js';

/** Default ports of the embedded edition, with what overrides each. */
const PORTS = [
  ['MQTT', 'FIELDLINE_MQTT_PORT', 1883],
  ['WebSocket', 'FIELDLINE_WS_PORT', 8083],
  ['HTTP', 'FIELDLINE_HTTP_PORT', 8080],
  ['metrics', 'FIELDLINE_METRICS_PORT', 9464],
] as const;

export function doctorCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'doctor',
    'check everything a server needs, and say what to do about what is wrong',
    'fieldline doctor --data ./data',
  ).action((options: CommonOptions) => run(examine(openSession(context, options))));
}

async function examine(session: Session): Promise<ExitCode> {
  const { output } = session;
  const findings = await findAll(session);
  const healthy = findings.every(({ ok }) => ok);
  output.answer({ healthy, findings }, () => describe(findings, output.colours));
  return healthy ? EXIT.ok : EXIT.failed;
}

async function findAll({ context, dataFolder }: Session): Promise<readonly Finding[]> {
  const machine = [
    checkNode(process.version),
    checkClock(context.clock),
    await checkDataFolder(dataFolder),
    await checkDisk(dataFolder),
  ];
  const run = await readRunInfo(dataFolder);
  if (run === undefined || !isAlive(run.pid)) {
    const host = context.env['FIELDLINE_HOST'] ?? '127.0.0.1';
    const ports = await Promise.all(
      PORTS.map(([name, setting, port]) => checkPort(name, setting, host, Number(context.env[setting] ?? port))),
    );
    return [...machine, ...ports, checkProcess(run, dataFolder)];
  }
  return [
    ...machine,
    checkProcess(run, dataFolder),
    await checkJournal(dataFolder),
    ...(await checkServer(dataFolder)),
    ...(await checkDatabase(run.postgres.url, () => context.clock.now())),
  ];
}

function describe(findings: readonly Finding[], { green, red }: Session['output']['colours']): string {
  const table = printColumns<Finding>(
    [
      { title: 'check', text: ({ check }) => check },
      { title: 'state', text: ({ ok }) => (ok ? 'ok' : 'problem') },
      { title: '', text: ({ says }) => says },
    ],
    findings,
  );
  return table
    .split('\n')
    .map((line, at) =>
      at === 0 ? line : findings[at - 1]?.ok === true ? line.replace(/ ok /, green(' ok ')) : red(line),
    )
    .join('\n');
}
