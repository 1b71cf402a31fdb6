#!/usr/bin/env node
/**
 * Pulls the plug again and again: `node services/embedded/scripts/crash.mjs --rounds 20 --mode process|group`.
 * Exits 1 when the auditor finds anything missing or twice, or when a publish is never acknowledged.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { crashRounds } from '../dist/harness/crash-rounds.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    mode: { type: 'string', default: 'process' },
    devices: { type: 'string', default: '8' },
    rate: { type: 'string', default: '250' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (values.help || !(rounds > 0) || !['process', 'group'].includes(values.mode)) {
  process.stdout.write(
    'crash.mjs [--rounds 20] [--mode process|group] [--devices 8] [--rate 250 a second each] [--keep]\n',
  );
  process.exit(values.help ? 0 : 2);
}
const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-crash-'));
const tell = (line) => process.stdout.write(`${line}\n`);
const { published, acknowledged, audit } = await crashRounds({
  folder,
  rounds,
  mode: values.mode,
  devices: Number(values.devices),
  ratePerSecond: Number(values.rate),
  tell,
});
tell(audit.output.trimEnd());
tell(
  `${rounds} kills (${values.mode}): ${published} published, ${acknowledged} acknowledged, audit exit ${audit.code}`,
);
if (values.keep) tell(`the data folder is ${path.join(folder, 'data')}`);
else await rm(folder, { recursive: true });
process.exitCode = audit.code === 0 && published === acknowledged ? 0 : 1;
