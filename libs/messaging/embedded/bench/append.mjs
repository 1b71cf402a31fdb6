/**
 * How fast the log takes records: `node bench/append.mjs [folder] [seconds]`, after a build.
 * Records of 300 bytes in calls of 100, real sync, one consumer group reading along.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, systemClock, systemRandom } from '@fieldline/platform';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';

const CALL_RECORDS = 100;
const RECORD_BYTES = 300;
const IN_FLIGHT = 64;

const folder = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'fieldline-log-')));
const seconds = Number(process.argv[3] ?? 5);
const partitions = Number(process.argv[4] ?? 1);
const bus = await EmbeddedMessageBus.open({
  folder,
  topics: [{ name: 'bench', partitions, cleanup: 'delete', retentionBytes: 256 * 1024 * 1024 }],
  disk: new NodeDisk(),
  clock: systemClock,
  random: systemRandom,
  logger: createLogger('bench', 'warn'),
});
let consumed = 0;
await bus.subscribe({
  topic: 'bench',
  group: 'reader',
  handleBatch: ({ records }) => {
    consumed += records.length;
    return Promise.resolve({ kind: 'done' });
  },
});

const value = Buffer.alloc(RECORD_BYTES, 'x');
const calls = Array.from({ length: 50 }, (_, device) => {
  const key = `01HZX3KQ7M5N8P2R4T6V8W0${String(device).padStart(3, '0')}`;
  return Array.from({ length: CALL_RECORDS }, () => ({ topic: 'bench', key, value }));
});
const started = performance.now();
const cpu = process.cpuUsage();
const waits = [];
let published = 0;

async function publisher(number) {
  for (let call = number; performance.now() - started < seconds * 1_000; call += 1) {
    const from = performance.now();
    await bus.publish(calls[call % calls.length]);
    waits.push(performance.now() - from);
    published += CALL_RECORDS;
  }
}
await Promise.all(Array.from({ length: IN_FLIGHT }, (_, number) => publisher(number)));
const elapsed = (performance.now() - started) / 1_000;
const { user, system } = process.cpuUsage(cpu);
waits.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    recordsPerSecond: Math.round(published / elapsed),
    consumedPerSecond: Math.round(consumed / elapsed),
    recordsPerCpuSecond: Math.round(published / ((user + system) / 1e6)),
    publishP50Ms: Number(waits[Math.floor(waits.length * 0.5)].toFixed(2)),
    publishP99Ms: Number(waits[Math.floor(waits.length * 0.99)].toFixed(2)),
    rssMb: Math.round(process.memoryUsage().rss / 1048576),
  }),
);
await bus.close();
if (process.argv[2] === undefined) await rm(folder, { recursive: true });
