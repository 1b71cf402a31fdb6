import type { DeadLetterRow, LedgerRow, ReceiptRow } from '../database/audit-database.js';
import type { Findings } from '../findings.js';
import type { InstantCounts } from '../join/compare-spill.js';
import type { LoggedCourse } from './logged-course.js';

const CHECK = 'ledger';

/** What the log says of one device, below the writer's offset. */
export interface LoggedDevice {
  refusedReadings: number;
  refusedValueRecords: number;
  refusedValues: number;
  shed: number;
  readonly course: LoggedCourse;
}

export interface LedgerInput {
  readonly ledgers: readonly LedgerRow[];
  readonly receipts: readonly ReceiptRow[];
  readonly deadLetters: readonly DeadLetterRow[];
  /** Readings stored now, by device. */
  readonly storedRows: ReadonlyMap<string, number>;
  /** By device; undefined where retention took a part of the log. */
  readonly logged: ReadonlyMap<string, LoggedDevice> | undefined;
  /** What the comparison of log and store found, by device. */
  readonly instants: ReadonlyMap<string, InstantCounts>;
  readonly findings: Findings;
}

/** Per device: received = stored + duplicate + superseded + expired + refused, against receipts, rows, dead letters and log. */
export function checkLedgers(input: LedgerInput): void {
  const { ledgers, findings } = input;
  const accepted = sumBy(input.receipts.filter(({ stream }) => stream === 'reading'));
  const letters = new Map(input.deadLetters.map((row) => [row.deviceId, row]));
  const known = new Set(ledgers.map(({ deviceId }) => deviceId));
  for (const ledger of ledgers) {
    const { deviceId } = ledger;
    const letter = letters.get(deviceId) ?? { deviceId, kept: 0, overflow: 0, unstorable: 0 };
    checkOne({ ledger, letter, input, accepted: accepted.get(deviceId) ?? 0 });
    findings.checked(CHECK);
  }
  for (const deviceId of accepted.keys()) {
    if (!known.has(deviceId)) findings.add('unbalanced', CHECK, `device ${deviceId} has receipts and no ledger`);
  }
}

interface One {
  readonly ledger: LedgerRow;
  readonly letter: DeadLetterRow;
  readonly accepted: number;
  readonly input: LedgerInput;
}

function checkOne({ ledger, letter, accepted, input }: One): void {
  const { deviceId, stored, duplicate, superseded, expired, refused, refusedValues, shed } = ledger;
  const expect = (found: number, expected: number, what: string): void => {
    if (found !== expected)
      input.findings.add('unbalanced', CHECK, `device ${deviceId}: ${what} are ${found}, expected ${expected}`);
  };
  expect(stored + duplicate + superseded + expired + letter.unstorable, accepted, 'outcomes of its accepted readings');
  const rows = input.storedRows.get(deviceId) ?? 0;
  if (rows > stored) expect(rows, stored, 'its rows in the store');
  const logged = input.logged?.get(deviceId);
  if (input.logged === undefined) return;
  expect(refused - letter.unstorable, logged?.refusedReadings ?? 0, 'its refused readings in the ledger');
  expect(shed, logged?.shed ?? 0, 'its shed readings in the ledger');
  expect(refusedValues, logged?.refusedValues ?? 0, 'its refused values in the ledger');
  expect(
    letter.kept + letter.overflow,
    (logged?.refusedReadings ?? 0) + (logged?.refusedValueRecords ?? 0),
    'its dead letters, kept and counted,',
  );
  if (logged !== undefined && letter.unstorable === 0 && ledger.courseWhole)
    checkCourse(ledger, logged, input.instants.get(deviceId), expect);
}

type Expect = (found: number, expected: number, what: string) => void;

/**
 * Order, restarts and gaps, where the log alone tells which readings were repetitions: not where a repetition was known by
 * its count or the time that was not believed, nor after expired readings. The ledger must count them all.
 */
function checkCourse(
  ledger: LedgerRow,
  { course }: LoggedDevice,
  instants: InstantCounts | undefined,
  expect: Expect,
): void {
  const { duplicates, outOfOrder } = instants ?? { duplicates: 0, outOfOrder: 0 };
  if (duplicates !== ledger.duplicate || ledger.expired > 0) return;
  expect(ledger.outOfOrder, outOfOrder, 'its readings out of order');
  expect(ledger.restarts, course.restarts, 'its restarts');
  if (course.missing !== undefined) expect(ledger.missing, course.missing, 'its missing numbers');
}

function sumBy(rows: readonly ReceiptRow[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { deviceId, applied } of rows) sums.set(deviceId, (sums.get(deviceId) ?? 0) + applied);
  return sums;
}
