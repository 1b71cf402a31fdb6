/** What became of all that a device sent; unit: the reading, but for `refusedValues`. */
export interface Ledger {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
  readonly expired: number;
  readonly refused: number;
  readonly refusedValues: number;
  readonly shed: number;
  readonly clockUnsynced: number;
  readonly outOfOrder: number;
  readonly missing: number;
  readonly restarts: number;
  readonly unchanged: number;
}

/** One side of the balance: what readings became, each with what it means. */
export const OUTCOMES = [
  ['stored', 'in the store'],
  ['duplicate', 'sent again; stored once'],
  ['superseded', 'corrected by a later reading of the same instant'],
  ['expired', 'older than their lifetime when they came'],
  ['refused', 'did not pass the check: dead letters'],
  ['shed', 'QoS 0 readings given up while the log was away'],
] as const satisfies readonly (readonly [keyof Ledger, string])[];

/** Counted beside the balance. */
export const REMARKS = [
  ['refusedValues', 'single values refused of readings that were accepted'],
  ['missing', 'numbers that the device counted and that never came'],
  ['outOfOrder', 'came after a newer one'],
  ['clockUnsynced', 'with a clock that cannot be right: the time of arrival was taken'],
  ['restarts', 'starts of the device, by its own count'],
  ['unchanged', 'stored as the very bytes that were sent'],
] as const satisfies readonly (readonly [keyof Ledger, string])[];

/** Received less what became of it: 0 where the ledger balances. */
export function unaccounted(ledger: Ledger): number {
  return ledger.received - OUTCOMES.reduce((sum, [name]) => sum + ledger[name], 0);
}

/** "12 received = 10 stored + 2 duplicate": outcomes that did not occur are left out, stored is always told. */
export function balanceSentence(ledger: Ledger, count: (of: number) => string = String): string {
  const terms = OUTCOMES.filter(([name]) => name === 'stored' || ledger[name] > 0);
  const sum = terms.map(([name]) => `${count(ledger[name])} ${name}`).join(' + ');
  return `${count(ledger.received)} received = ${sum}`;
}
