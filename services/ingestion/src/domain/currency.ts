const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether it is a currency code of ISO 4217, as this machine's Unicode data (CLDR) lists them. */
export function isCurrency(code: string): boolean {
  return CODES.has(code);
}
