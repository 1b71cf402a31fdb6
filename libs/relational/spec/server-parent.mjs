/** A process to be killed: starts the server of folder argv[2], prints its facts as one line of JSON, and stays. */
import { writeSync } from 'node:fs';
import { createLogger, systemClock } from '@fieldline/platform';
import { EmbeddedPostgres } from '@fieldline/relational';

const server = await EmbeddedPostgres.start({
  folder: process.argv[2],
  logger: createLogger('parent', 'warn'),
  clock: systemClock,
});
writeSync(1, `${JSON.stringify({ pid: server.pid, url: server.url })}\n`);
if (process.argv[3] === 'leave') process.exit(0);
setInterval(() => undefined, 60_000);
