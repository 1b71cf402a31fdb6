import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedMessageBus } from './embedded-message-bus.js';
import { LogBench, readAll, record, untilTrue } from './log-bench.contract.js';
import { ManualClock } from './manual-clock.contract.js';

const TOPIC = 'readings.v1';

describe('committed offsets', () => {
  let bench: LogBench;
  let bus: EmbeddedMessageBus;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    bench = await LogBench.make({ topics: [{ name: TOPIC, partitions: 2, cleanup: 'delete' }], clock });
    bus = await bench.open();
  });

  afterEach(async () => {
    await bench.dispose();
  });

  const path = (): string => join(bench.folder, 'groups', 'reader.json');

  async function stored(): Promise<unknown> {
    return (JSON.parse(await readFile(path(), 'utf8')) as { offsets: unknown }).offsets;
  }

  it('are written at most each 200 ms and at close', async () => {
    await bus.publish([record(TOPIC, 'a')]);
    await readAll(bus, TOPIC, 'reader');
    expect(await stored()).toEqual({ [TOPIC]: [0, 0] });
    clock.advance(200);
    const [before, after] = [JSON.stringify({ [TOPIC]: [0, 1] }), JSON.stringify({ [TOPIC]: [1, 0] })];
    const deadline = performance.now() + 5_000;
    let now = '';
    while (now !== before && now !== after && performance.now() < deadline) now = JSON.stringify(await stored());
    expect([before, after]).toContain(now);
    await bus.publish([record(TOPIC, 'b')]);
    await readAll(bus, TOPIC, 'reader');
    await bus.close();
    expect(JSON.stringify(await stored())).toBe(now.replace(/[[,]1/, (one) => one.replace('1', '2')));
  });

  it('that were changed on disk are not believed: the group begins anew, and the file is kept aside', async () => {
    await bus.publish([record(TOPIC, 'a')]);
    await readAll(bus, TOPIC, 'reader');
    await bus.close();
    const text = await readFile(path(), 'utf8');
    await writeFile(path(), text.replace(/\[(\d),(\d)\]/, '[$2,$1]'));
    bus = await bench.open();
    expect(await readAll(bus, TOPIC, 'reader')).toHaveLength(1);
    expect(await readdir(join(bench.folder, 'groups'))).toContain('reader.json.damaged');
  });

  it('say so in the health when they cannot be written, and are written later', async () => {
    await bus.publish([record(TOPIC, 'a')]);
    await readAll(bus, TOPIC, 'reader');
    bench.disk.fail(['rename'], 'EIO');
    clock.advance(200);
    await untilTrue(() => bus.health()?.includes('committed offsets cannot be stored') === true);
    bench.disk.heal();
    clock.advance(200);
    await untilTrue(() => bus.health() === undefined);
  });

  it('are in the metrics as lag', async () => {
    await readAll(bus, TOPIC, 'reader');
    await bus.publish([record(TOPIC, 'a'), record(TOPIC, 'b')]);
    const lines = (await bench.metrics.metrics()).split('\n').filter((line) => line.startsWith('fieldline_log_lag'));
    expect(
      lines
        .filter((line) => line.includes('group="reader"'))
        .map((line) => line.split(' ').at(-1))
        .sort(),
    ).toEqual(['0', '2']);
  });
});
