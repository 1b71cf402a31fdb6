import { isCurrency } from '../domain/currency.js';
import { parseTimeZone } from '../domain/time-zone.js';
import { bodyFault } from './request-fault.js';

/** The zone in its usual spelling. Throws InvalidRequestError. */
export function checkedTimeZone(text: string): string {
  const timeZone = parseTimeZone(text);
  if (timeZone === undefined) throw bodyFault('timeZone', `'${text}' is no IANA time zone, such as Europe/Berlin`);
  return timeZone;
}

/** Throws InvalidRequestError. */
export function checkedCurrency(code: string): string {
  if (!isCurrency(code)) throw bodyFault('currency', `'${code}' is no ISO 4217 code, such as EUR`);
  return code;
}
