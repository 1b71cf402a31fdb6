import 'reflect-metadata';
import type { WriteReadings, WriteRefusals } from '@fieldline/ingestion';
import { WRITE_READINGS, WRITE_REFUSALS, WriterConsumer } from '@fieldline/ingestion/nest';
import type { MessageBus } from '@fieldline/messaging';
import { BusTransport, KeepErrorFilter } from '@fieldline/messaging-nest';
import type { Logger } from '@fieldline/platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { NestLogger } from '../http/nest-logger.js';

export interface WriterParts {
  readonly bus: MessageBus;
  readonly readings: WriteReadings;
  readonly refusals: WriteRefusals;
  readonly logger: Logger;
  /** The writer stopped for good: the process should leave. */
  readonly onFailed: (error: Error) => void;
}

export interface RunningWriter {
  /** Records not committed yet. */
  lag(): number;
  /** Ends the batches in flight and commits them. */
  close(): Promise<void>;
}

/** Subscribes the writer; resolves when its subscriptions stand. */
export async function runWriter({ bus, readings, refusals, logger, onFailed }: WriterParts): Promise<RunningWriter> {
  const strategy = new BusTransport(bus);
  strategy.on('failed', (error, { event }) => {
    logger.error({ err: error, topic: event }, 'the writer stopped and cannot go on');
    onFailed(error);
  });
  const application = await NestFactory.createMicroservice(writerModule(readings, refusals), {
    strategy,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  application.useGlobalFilters(new KeepErrorFilter());
  await application.listen();
  return { lag: () => strategy.lag(), close: () => application.close() };
}

@Module({})
class WriterModule {}

function writerModule(readings: WriteReadings, refusals: WriteRefusals): DynamicModule {
  return {
    module: WriterModule,
    controllers: [WriterConsumer],
    providers: [
      { provide: WRITE_READINGS, useValue: readings },
      { provide: WRITE_REFUSALS, useValue: refusals },
    ],
  };
}
