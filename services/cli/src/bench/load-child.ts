import { OperatorError } from '@fieldline/platform';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InterruptedError } from '../shell/errors.js';
import type { LoadJob, LoadMessage, LoadReport } from './load/load-job.js';

const ENTRY = fileURLToPath(new URL('./load/load-process.js', import.meta.url));

/** Runs a job in a process of its own and resolves with its report. */
export function loadInChild(
  job: LoadJob,
  signal: AbortSignal,
  onProgress: (acknowledged: number) => void,
): Promise<LoadReport> {
  return new Promise((resolve, reject) => {
    const child = fork(ENTRY, { detached: true });
    const interrupt = (): void => {
      child.kill();
      reject(new InterruptedError('interrupted'));
    };
    signal.addEventListener('abort', interrupt, { once: true });
    child.on('message', (message: LoadMessage) => {
      if (message.kind === 'progress') onProgress(message.acknowledged);
      else if (message.kind === 'report') resolve(message);
      else reject(new OperatorError(`the load could not go on: ${message.message}`));
    });
    child.on('error', reject);
    child.on('exit', () => {
      signal.removeEventListener('abort', interrupt);
      reject(new OperatorError('the load process ended without a report'));
    });
    child.send(job);
  });
}
