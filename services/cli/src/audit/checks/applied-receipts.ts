import type { ReceiptRow } from '../database/audit-database.js';
import type { Findings } from '../findings.js';
import type { LogReceipts } from './log-receipts.js';

const CHECK = 'receipts applied';

export interface AppliedReceiptsInput {
  readonly rows: readonly ReceiptRow[];
  readonly log: LogReceipts;
  readonly findings: Findings;
}

/** Per (run, device, topic) the applied numbers are exactly 1…max, and the log's end below the writer's offset is that max. */
export function checkAppliedReceipts({ rows, log, findings }: AppliedReceiptsInput): void {
  for (const { deviceId, runId, stream, lastN, applied, gaps } of rows) {
    const who = `${stream} of device ${deviceId}, run ${runId}`;
    findings.checked(CHECK, lastN);
    if (applied < lastN) {
      const places = gaps.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
      findings.add(
        'lost',
        CHECK,
        `${who}: ${lastN - applied} of 1…${lastN} were never applied (${places})`,
        lastN - applied,
      );
    } else if (applied > lastN || gaps.length > 0) {
      findings.add('unbalanced', CHECK, `${who}: ${applied} applied of ${lastN}, with ${gaps.length} gaps`);
    }
    const logged = log.track(stream, deviceId, runId);
    if (logged !== undefined && logged.lastApplied > 0 && logged.lastApplied !== lastN) {
      findings.add(
        'unbalanced',
        CHECK,
        `${who}: the ledger applied up to ${lastN}, the log up to ${logged.lastApplied} below the same offset`,
      );
    }
  }
}
