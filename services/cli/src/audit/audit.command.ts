import type { Command } from 'commander';
import path from 'node:path';
import type { CliContext } from '../shell/cli-context.js';
import { formatNumber, printColumns, printFacts } from '../shell/column-printer.js';
import { defineCommand, openSession, type CommonOptions, type Run, type Session } from '../shell/command.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { Progress } from '../shell/progress.js';
import { audit, type AuditReport } from './audit.js';
import { openAuditDatabase } from './database/audit-database.js';
import { connectDatabase } from './database/connect-database.js';

interface AuditOptions extends CommonOptions {
  readonly acked?: string;
}

export function auditCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'audit',
    'prove that every acknowledged reading is stored, once: on a running server, or on what a crash left',
    'fieldline audit --data ./data --acked acked.jsonl',
  )
    .option('--acked <file>', 'JSON lines {device, ts, seq} of what a load generator saw acknowledged')
    .action((options: AuditOptions) => run(runAudit(openSession(context, options), options)));
}

async function runAudit({ context, dataFolder, output }: Session, options: AuditOptions): Promise<ExitCode> {
  const progress = new Progress(context);
  const access = await connectDatabase(dataFolder, context.clock);
  try {
    const database = await openAuditDatabase(access.url);
    const startedAt = context.clock.monotonic();
    try {
      const report = await audit({
        database,
        journalFolder: path.join(dataFolder, 'journal'),
        now: context.clock.now(),
        onStage: (stage) => progress.update(() => stage),
        ...(options.acked === undefined ? {} : { acknowledgedFile: path.resolve(context.folder, options.acked) }),
      });
      progress.clear();
      const seconds = (context.clock.monotonic() - startedAt) / 1000;
      const answer = { ...report, serverRuns: access.serverRuns, seconds };
      output.answer(answer, () => describe(report, seconds, output.colours));
      return report.ok ? EXIT.ok : EXIT.failed;
    } finally {
      await database.close();
    }
  } finally {
    await access.release();
  }
}

function describe(report: AuditReport, seconds: number, { green, red }: Session['output']['colours']): string {
  const { acknowledged } = report;
  const facts = {
    devices: report.devices,
    'readings checked': report.checked,
    'rows in the store': report.stored,
    pending: report.pending,
    expired: report.expired,
    ...(report.removed === 0 ? {} : { 'gone with their device': report.removed }),
    ...(acknowledged === undefined
      ? {}
      : {
          acknowledged: acknowledged.checked,
          '  stored': acknowledged.stored,
          '  pending': acknowledged.pending,
          '  missing': acknowledged.missing,
          ...(acknowledged.removed === 0 ? {} : { '  gone with their device': acknowledged.removed }),
        }),
  };
  const table = printColumns(
    [
      { title: 'check', text: ({ check }) => check },
      { title: 'checked', text: ({ checked }) => formatNumber(checked), align: 'right' },
      { title: 'problems', text: ({ problems }) => formatNumber(problems), align: 'right' },
    ],
    report.checks,
  );
  const verdict = report.ok
    ? green(`Nothing missing, nothing twice (${formatNumber(Math.round(seconds * 10) / 10)} s).`)
    : red(
        `Problems: ${report.lost} lost, ${report.duplicated} twice, ${report.invented} invented, ${report.different} different, ${report.unbalanced} unbalanced, ${report.damaged} damaged.`,
      );
  const problems = report.problems.map(({ kind, says }) => `  ${kind}: ${says}`);
  return [printFacts(facts), '', table, '', ...problems, verdict].join('\n');
}
