import type { PoolClient } from '@fieldline/relational';
import type { ReceiptsOfRun } from '../ports/ledger-reader.js';
import type { ReceiptGap, ReceiptStream } from '../ports/ledger-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import { rowsOf, toPage } from './page-rows.js';

interface ReceiptRow {
  readonly run_id: string;
  readonly stream: ReceiptStream;
  readonly last_n: string;
  readonly applied: string;
  readonly gaps: readonly ReceiptGap[];
}

const LIST = `select run_id, stream, last_n, applied, gaps from registry.receipt
  where tenant_id = $1 and device_id = $2
    and ($3::text is null or run_id < $3 or run_id = $3 and stream > $4)
  order by run_id desc, stream limit $5`;

/** Receipts of a device, the newest run first. */
export async function listReceipts(
  client: PoolClient,
  owner: readonly string[],
  page: PageRequest,
): Promise<Page<ReceiptsOfRun>> {
  const [afterRun, afterStream] = page.after ?? [];
  const values = [...owner, afterRun ?? null, afterStream ?? null, rowsOf(page)];
  const { rows } = await client.query<ReceiptRow>(LIST, values);
  return toPage(rows, page, { item: toReceipts, place: ({ runId, stream }) => [runId, stream] });
}

function toReceipts({ run_id: runId, stream, last_n: last, applied, gaps }: ReceiptRow): ReceiptsOfRun {
  return { runId, stream, last: Number(last), applied: Number(applied), gaps };
}
