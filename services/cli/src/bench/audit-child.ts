import { OperatorError } from '@fieldline/platform';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AuditReport } from '../audit/audit.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const MOST_OUTPUT = 16 * 1024 * 1024;

/** Runs the auditor in a process of its own; a report with problems is a result, not a failure. */
export function auditInChild(dataFolder: string, acknowledgedFile: string): Promise<AuditReport> {
  const args = [MAIN, 'audit', '--json', '--data', dataFolder, '--acked', acknowledgedFile];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as AuditReport);
      } catch (cause) {
        reject(new OperatorError(`the audit failed: ${stderr.trim() || (error?.message ?? 'no report')}`, { cause }));
      }
    });
  });
}
