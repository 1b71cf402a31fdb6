import { UsageError } from '../shell/errors.js';

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** ms since 1970 of an option. Throws UsageError. */
export function checkedTime(option: string, text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  const at = RFC_3339.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) {
    throw new UsageError(`${option} is '${text}', expected ms since 1970 or a time like 2017-03-20T06:43:49Z`);
  }
  return at;
}
