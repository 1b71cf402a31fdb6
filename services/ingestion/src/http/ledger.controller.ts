import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject } from '@nestjs/common';
import { ListCursor } from '../app/list-cursor.js';
import type { ReadDevice } from '../app/read-device.js';
import { READ_DEVICE } from './tokens.js';

const CURSOR = new ListCursor('receipts', 'string', 'string');

/** What became of all that a device sent, and the receipts that prove it. */
@Controller()
export class LedgerController {
  readonly #read: ReadDevice;

  constructor(@Inject(READ_DEVICE) read: ReadDevice) {
    this.#read = read;
  }

  @Route(routes.getLedger)
  async ledger(
    @Caller() caller: CallerIdentity,
    @Input() { params }: RouteInput<typeof routes.getLedger>,
  ): Promise<RouteAnswer<typeof routes.getLedger>> {
    return this.#read.ledger({ tenantId: caller.tenantId, externalId: params.device }, caller);
  }

  @Route(routes.listReceipts)
  async receipts(
    @Caller() caller: CallerIdentity,
    @Input() { params, query }: RouteInput<typeof routes.listReceipts>,
  ): Promise<RouteAnswer<typeof routes.listReceipts>> {
    const key = { tenantId: caller.tenantId, externalId: params.device };
    const page = await this.#read.receipts(key, caller, CURSOR.request(query));
    return CURSOR.answer(page, ({ gaps, ...receipts }) => ({ ...receipts, gaps: [...gaps] }));
  }
}
