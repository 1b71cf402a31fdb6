import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OperatorError } from '@fieldline/platform';
import { FaultyDisk } from './faulty-disk.contract.js';
import { LogBench, openBus, readAll, record, textOf } from './log-bench.contract.js';
import { NodeDisk } from './node-disk.js';
import { partitionOfKey } from './partition-of-key.js';

const TOPIC = 'readings.v1';
const TOPICS = [{ name: TOPIC, partitions: 2, cleanup: 'delete' as const }];

describe('opening a log', () => {
  it('says in one line that another holds the folder', async () => {
    const bench = await LogBench.make({ topics: TOPICS });
    await bench.open();
    await expect(bench.open()).rejects.toThrow(/is in use by process \d+; stop it first/);
    await bench.dispose();
  });

  it('says in one line that the disk is full, and lets go of the folder', async () => {
    const bench = await LogBench.make({ topics: TOPICS });
    bench.disk.fail(['write'], 'ENOSPC');
    await expect(bench.open()).rejects.toBeInstanceOf(OperatorError);
    bench.disk.heal();
    await bench.open();
    await bench.dispose();
  });

  it('says in one line that the path is a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fieldline-log-'));
    await chmod(folder, 0o700);
    const disk = new FaultyDisk(new NodeDisk());
    disk.makeDirectory = () => Promise.reject(Object.assign(new Error('planted'), { code: 'ENOTDIR' }));
    await expect(openBus({ topics: TOPICS, folder, disk })).rejects.toThrow(
      `the log in ${folder} cannot be opened: a part of the path is a file`,
    );
    await rm(folder, { recursive: true });
  });

  it('refuses another number of partitions than the folder was made with', async () => {
    const bench = await LogBench.make({ topics: TOPICS });
    await (await bench.open()).close();
    const other = openBus({
      topics: [{ name: TOPIC, partitions: 3, cleanup: 'delete' }],
      folder: bench.folder,
      disk: bench.disk,
    });
    await expect(other).rejects.toThrow(/was made with 2 partitions and 3 are declared/);
    await bench.dispose();
  });

  it('starts on a full disk with what a crash left, and goes on when there is room', async () => {
    const bench = await LogBench.make({ topics: TOPICS });
    const first = await bench.open();
    await first.publish([record(TOPIC, 'kept')]);
    bench.disk.fail(['write', 'truncate'], 'ENOSPC');
    await expect(first.publish([record(TOPIC, 'torn')])).rejects.toThrow();
    await first.close();
    bench.disk.heal();
    bench.disk.fail(['write'], 'ENOSPC');
    const second = await bench.open();
    expect((await readAll(second, TOPIC)).map(textOf)).toEqual(['kept']);
    bench.disk.heal();
    await second.publish([record(TOPIC, 'new')]);
    expect((await readAll(second, TOPIC, 'other')).map(textOf)).toEqual(['kept', 'new']);
    await bench.dispose();
  });
});

describe('the partition of a key', () => {
  it('never changes', () => {
    const keys = ['', 'a', 'device', '01HZX3KQ7M5N8P2R4T6V8W0Y1Z', 'gerät', '測定'];
    expect(keys.map((key) => partitionOfKey(key, 16))).toEqual([5, 12, 3, 11, 6, 8]);
  });

  it('spreads keys evenly', () => {
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 4_000; n += 1) {
      const partition = partitionOfKey(`01HZX3KQ7M5N8P2R4T6V8${String(n).padStart(5, '0')}`, 4);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
