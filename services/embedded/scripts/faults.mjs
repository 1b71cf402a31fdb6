#!/usr/bin/env node
/**
 * Sample fleets that go wrong in every way at once: `node services/embedded/scripts/faults.mjs --devices 200 --duration 10m`.
 * Exits 1 when a fault was not counted as often as it was sent, or the auditor finds anything missing or twice.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fieldline, untilDrained } from '../dist/harness/audit.js';
import { ServerProcess } from '../dist/harness/server-process.js';

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '200' },
    duration: { type: 'string', default: '10m' },
    seed: { type: 'string', default: '1' },
    faults: { type: 'string', default: 'all' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write('faults.mjs [--devices 200] [--duration 10m] [--seed 1] [--faults all]\n');
  process.exit();
}
const DRAIN_MS = 120_000;
const tell = (text) => process.stdout.write(`${text.trimEnd()}\n\n`);
const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-faults-'));
const dataFolder = path.join(folder, 'data');
const server = await ServerProcess.start({ dataFolder });
try {
  await server.untilStoring();
  const { devices, duration, seed, faults } = values;
  const flags = Object.entries({ devices, duration, seed, faults }).flatMap(([name, value]) => [`--${name}`, value]);
  const simulated = await fieldline(['simulate', ...flags, '--data', dataFolder]);
  tell(simulated.output);
  await untilDrained(server, DRAIN_MS);
  const audited = await fieldline(['audit', '--data', dataFolder]);
  tell(audited.output);
  process.exitCode = simulated.code === 0 && audited.code === 0 ? 0 : 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
