#!/usr/bin/env node
/** `node services/embedded/scripts/live.mjs --readers 500 --silent 50`: readers of the live feed, some of which do not read, while devices send. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeLiveLoad, liveLoad } from '../dist/harness/live-load.js';
import { ServerProcess } from '../dist/harness/server-process.js';

const DEFAULTS = { readers: '500', silent: '50', devices: '20', rate: '5', seconds: '60' };
const flags = Object.entries(DEFAULTS).map(([name, value]) => [name, { type: 'string', default: value }]);
const { values } = parseArgs({
  options: { ...Object.fromEntries(flags), help: { type: 'boolean', default: false } },
});
const [readers, silent, devices, rate, seconds] = Object.keys(DEFAULTS).map((name) => Number(values[name]));
const isUsable = [readers, devices, rate, seconds].every((number) => number > 0) && silent >= 0 && silent <= readers;
if (values.help || !isUsable) {
  const usage = Object.entries(DEFAULTS).map(([name, value]) => `[--${name} ${value}]`);
  process.stdout.write(`live.mjs ${usage.join(' ')}\n  rate: readings a second of each device\n`);
  process.exit(values.help ? 0 : 2);
}
const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-live-'));
const server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
try {
  await server.untilStoring();
  const options = { readers, silent, devices, readingsPerSecond: rate, seconds };
  process.stdout.write(`${describeLiveLoad(options, await liveLoad(server, options))}\n`);
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
