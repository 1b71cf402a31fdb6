/** A figure of a bench, without decimals. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A figure of a bench, with one decimal. */
export const tenths = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
