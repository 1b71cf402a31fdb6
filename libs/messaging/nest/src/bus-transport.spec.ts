import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Assignment, BatchOutcome, MessageBus, RecordBatch } from '@fieldline/messaging';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';
import { createLogger, RetriableError, systemClock, systemRandom } from '@fieldline/platform';
import { Controller, type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BusTransport } from './bus-transport.js';
import { KeepErrorFilter } from './keep-error.filter.js';

const TOPIC = 'test.event.v1';
const DONE: BatchOutcome = { kind: 'done' };
let folder: string;
let bus: MessageBus;
let application: INestMicroservice | undefined;
let seen: string[];
let gate: (batch: RecordBatch) => void;

beforeEach(async () => {
  seen = [];
  gate = () => undefined;
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  bus = await EmbeddedMessageBus.open({
    folder,
    topics: [{ name: TOPIC, partitions: 1, cleanup: 'delete' }],
    disk: new NodeDisk(),
    clock: systemClock,
    random: systemRandom,
    logger: createLogger('test', 'silent'),
  });
});

afterEach(async () => {
  await application?.close();
  application = undefined;
  await bus.close();
  await rm(folder, { recursive: true });
});

function note(who: string, { records }: RecordBatch): void {
  for (const { value } of records) seen.push(`${who} ${value.toString()}`);
}

@Controller()
class WindowConsumer {
  @EventPattern({ event: TOPIC, group: 'windows' }, { maxBatchRecords: 1 })
  handle(batch: RecordBatch): Promise<BatchOutcome> {
    gate(batch);
    note('windows', batch);
    return Promise.resolve(DONE);
  }
}

@Controller()
class RuleConsumer {
  @EventPattern({ event: TOPIC, group: 'rules' })
  handle(batch: RecordBatch): Promise<BatchOutcome> {
    note('rules', batch);
    return Promise.resolve(DONE);
  }
}

@Controller()
class OffsetKeeper {
  @EventPattern({ event: TOPIC, group: 'keeper' })
  handle(batch: RecordBatch): Promise<BatchOutcome> {
    note('keeper', batch);
    return Promise.resolve(DONE);
  }

  @MessagePattern({ event: TOPIC, group: 'keeper', on: 'assigned' })
  assigned({ endOffset }: Assignment): Promise<number> {
    return Promise.resolve(endOffset - 1);
  }
}

async function serve(
  controllers: Type[],
  options: { readonly keepErrors: boolean } = { keepErrors: true },
): Promise<BusTransport> {
  @Module({ controllers })
  class TestModule {}
  const strategy = new BusTransport(bus);
  application = await NestFactory.createMicroservice(TestModule, { strategy, logger: false, abortOnError: false });
  if (options.keepErrors) application.useGlobalFilters(new KeepErrorFilter());
  await application.listen();
  return strategy;
}

async function publish(...values: string[]): Promise<void> {
  for (const value of values) await bus.publish([{ topic: TOPIC, key: 'k', value: Buffer.from(value) }]);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('Nest controllers on the message bus', () => {
  it('of two groups in one process each get every record', async () => {
    const transport = await serve([WindowConsumer, RuleConsumer]);
    await publish('a', 'b');
    await until(() => seen.length === 4 && transport.lag() === 0);
    expect(seen.toSorted()).toEqual(['rules a', 'rules b', 'windows a', 'windows b']);
  });

  it('get a batch again after an error that may pass, and their neighbours are not concerned', async () => {
    let refusals = 2;
    gate = () => {
      if (refusals-- > 0) throw new RetriableError('the store is away');
    };
    await serve([WindowConsumer, RuleConsumer]);
    await publish('a');
    await until(() => seen.length === 2);
    expect(refusals).toBe(-1);
  });

  it('stop for good after an error that cannot pass, which is told as it was thrown', async () => {
    const fatal = new TypeError('a bug');
    gate = () => {
      throw fatal;
    };
    const transport = await serve([WindowConsumer]);
    const failed = new Promise((resolve) => transport.on('failed', (error, { group }) => resolve([error, group])));
    await publish('a');
    expect(await failed).toEqual([fatal, 'windows']);
  });

  it('stop and say why when the filter that keeps errors is not there', async () => {
    gate = () => {
      throw new RetriableError('the store is away');
    };
    const transport = await serve([WindowConsumer], { keepErrors: false });
    const failed = new Promise<Error>((resolve) => transport.on('failed', resolve));
    await publish('a');
    expect((await failed).message).toMatch(/is the KeepErrorFilter global/);
  });

  it('go on from the offset that a consumer keeps beside its effects', async () => {
    await publish('a', 'b', 'c');
    await serve([OffsetKeeper]);
    await until(() => seen.length > 0);
    expect(seen).toEqual(['keeper c']);
  });

  it('pass on how many records a batch may have', async () => {
    const sizes: number[] = [];
    gate = ({ records }) => sizes.push(records.length);
    await publish('a', 'b', 'c');
    await serve([WindowConsumer]);
    await until(() => seen.length === 3);
    expect(sizes).toEqual([1, 1, 1]);
  });

  it('are refused when two of them claim one pattern, or the pattern names no group', async () => {
    @Controller()
    class Rival {
      @EventPattern({ event: TOPIC, group: 'windows' })
      handle(): Promise<BatchOutcome> {
        return Promise.resolve(DONE);
      }
    }
    @Controller()
    class Groupless {
      @EventPattern({ event: TOPIC })
      handle(): Promise<BatchOutcome> {
        return Promise.resolve(DONE);
      }
    }
    await expect(serve([WindowConsumer, Rival])).rejects.toThrow(/two methods claim it/);
    await expect(serve([Groupless])).rejects.toThrow(/must be \{ event, group \}/);
  });
});
