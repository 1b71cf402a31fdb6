#!/usr/bin/env node
/** `node services/embedded/scripts/flood.mjs --count 1000000`: bad payloads from one device, figures of another. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeFlood, flood } from '../dist/harness/flood.js';
import { ServerProcess } from '../dist/harness/server-process.js';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, help: { type: 'boolean', default: false } },
});
const count = Number(values.count);
if (values.help || !(count > 0)) {
  process.stdout.write('flood.mjs [--count 1000000]\n');
  process.exit(values.help ? 0 : 2);
}
const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-flood-'));
const server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
try {
  await server.untilStoring();
  const result = await flood(server, count);
  process.stdout.write(`${describeFlood(count, result)}\n`);
  process.exitCode = result.refused === count && result.stored === result.published ? 0 : 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
