const COUNT = Buffer.from('"count":');
/** Everything before the count is ids, names of fields and numbers: with the longest of them it is nearer than this. */
const HEAD_BYTES = 1_024;
const ZERO = 0x30;

/**
 * How many readings or values a `telemetry.refused.v1` record stands for, without decoding it: a flood of refusals must
 * not cost the gateway what it cost the device. 1 where the record is not in the order in which the contract writes it.
 */
export function countOfRefusals(record: Buffer): number {
  const found = record.subarray(0, HEAD_BYTES).indexOf(COUNT);
  if (found < 0) return 1;
  let count = 0;
  for (let at = found + COUNT.length; at < record.length; at += 1) {
    const digit = (record[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    count = count * 10 + digit;
  }
  return Math.max(1, count);
}
