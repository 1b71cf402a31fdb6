import { asError, systemClock } from '@fieldline/platform';
import type { LoadJob, LoadMessage } from './load-job.js';
import { runLoad } from './run-load.js';

/** Entry of the load process: one job comes over the channel to its parent, its report goes back, then it ends. */
process.once('message', (job: LoadJob) => {
  const tell = (message: LoadMessage): void => void process.send?.(message);
  runLoad(job, systemClock, (acknowledged) => tell({ kind: 'progress', acknowledged }))
    .then(tell, (thrown: unknown) => tell({ kind: 'failed', message: asError(thrown).message }))
    .finally(() => process.disconnect());
});
process.once('disconnect', () => process.exit());
