import { afterEach, beforeEach, describe } from '@jest/globals';
import { TOPICS, type MessageBusHarness, type OpenHarness } from './bus-harness.contract.js';
import { crashCases } from './crash.contract.js';
import { deliveryCases } from './delivery.contract.js';
import { memoryCases } from './memory.contract.js';
import type { MessageBus } from './message-bus.js';
import { outcomeCases } from './outcomes.contract.js';
import { publishingCases } from './publishing.contract.js';

export { numbered, type MessageBusHarness, type OpenHarness, type PublisherProcess } from './bus-harness.contract.js';

/** What every MessageBus keeps. `open` makes a log of its own for each case. */
export function describeMessageBusContract(name: string, open: OpenHarness): void {
  describe(`${name} as a MessageBus`, () => {
    let harness: MessageBusHarness;
    let bus: MessageBus;

    beforeEach(async () => {
      harness = await open(TOPICS);
      bus = await harness.open();
    });

    afterEach(async () => {
      await bus.close();
      await harness.dispose();
    });

    describe('delivering', () =>
      deliveryCases(
        () => harness,
        () => bus,
      ));
    describe('outcomes', () => outcomeCases(() => bus));
    describe('publishing', () =>
      publishingCases(
        () => harness,
        () => bus,
      ));
    describe('crashes', () =>
      crashCases(
        () => harness,
        () => bus,
      ));
    describe('memory', () => memoryCases(() => bus));
  });
}
