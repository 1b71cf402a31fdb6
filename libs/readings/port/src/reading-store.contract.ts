import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  StandingClock,
  type ContractFixture,
  type OpenedReadingStore,
  type OpenReadingStore,
} from './contract-fixture.contract.js';
import { describeCollisions } from './collisions.contract.js';
import { describeDeletion } from './deletion.contract.js';
import { describeManySeries } from './many-series.contract.js';
import { describePages } from './pages.contract.js';
import { describeRows } from './rows.contract.js';
import { describeSeries } from './series.contract.js';
import { describeWriting } from './writing.contract.js';

export type { OpenedReadingStore, OpenReadingStore } from './contract-fixture.contract.js';

/** What every ReadingStore promises. `open` is called once; its clock is moved by the tests. */
export function describeReadingStoreContract(name: string, open: OpenReadingStore): void {
  describe(`ReadingStore contract: ${name}`, () => {
    const clock = new StandingClock();
    let opened: OpenedReadingStore;
    beforeAll(async () => {
      opened = await open(clock);
    }, 60_000);
    afterAll(() => opened.close());
    const fixture: ContractFixture = { clock, store: () => opened.store, reopen: () => opened.reopen() };
    describeWriting(fixture);
    describeCollisions(fixture);
    describeSeries(fixture);
    describeManySeries(fixture);
    describePages(fixture);
    describeRows(fixture);
    describeDeletion(fixture);
  });
}
