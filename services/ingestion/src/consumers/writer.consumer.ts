import { READING_TOPIC, refusedV1 } from '@fieldline/contracts';
import type { Assignment, BatchOutcome, RecordBatch } from '@fieldline/messaging';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { WRITER_GROUP } from '../app/ledger-session.js';
import type { WriteReadings } from '../app/write-readings.js';
import type { WriteRefusals } from '../app/write-refusals.js';

export const WRITE_READINGS = Symbol('WriteReadings');
export const WRITE_REFUSALS = Symbol('WriteRefusals');

const READINGS = { event: READING_TOPIC, group: WRITER_GROUP };
const REFUSALS = { event: refusedV1.topic, group: WRITER_GROUP };

/** Brings both topics of telemetry to the writer, which keeps its offsets in the ledger. */
@Controller()
export class WriterConsumer {
  readonly #readings: WriteReadings;
  readonly #refusals: WriteRefusals;

  constructor(@Inject(WRITE_READINGS) readings: WriteReadings, @Inject(WRITE_REFUSALS) refusals: WriteRefusals) {
    this.#readings = readings;
    this.#refusals = refusals;
  }

  @EventPattern(READINGS)
  readings(batch: RecordBatch): Promise<BatchOutcome> {
    return this.#readings.handleBatch(batch);
  }

  @MessagePattern({ ...READINGS, on: 'assigned' })
  readingsAssigned(assignment: Assignment): Promise<number> {
    return this.#readings.onAssigned(assignment);
  }

  @EventPattern(REFUSALS)
  refusals(batch: RecordBatch): Promise<BatchOutcome> {
    return this.#refusals.handleBatch(batch);
  }

  @MessagePattern({ ...REFUSALS, on: 'assigned' })
  refusalsAssigned(assignment: Assignment): Promise<number> {
    return this.#refusals.onAssigned(assignment);
  }
}
