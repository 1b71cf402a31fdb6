#!/usr/bin/env node
/**
 * Load generator of the crash script, a process of its own: reads its targets as JSON from the first line of standard
 * input, publishes until that ends, then waits for the last acknowledgements. Exits 1 where some never came.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { LoadDevice } from '../dist/harness/load-device.js';

const SETTLE_MS = 60_000;
const input = createInterface({ input: process.stdin });
const [line] = await once(input, 'line');
const { targets, options } = JSON.parse(line);
const devices = targets.map((target) => new LoadDevice(target, options));
await once(input, 'close');
const settled = await Promise.all(devices.map((device) => device.settle(SETTLE_MS)));
const sum = (key) => devices.reduce((total, device) => total + device[key], 0);
process.stdout.write(`${JSON.stringify({ published: sum('published'), acknowledged: sum('acknowledged') })}\n`);
process.exitCode = settled.every(Boolean) ? 0 : 1;
