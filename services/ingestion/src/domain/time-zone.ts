const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** An IANA time zone by its name, in the usual spelling; undefined for offsets and names that this machine does not know. */
export function parseTimeZone(text: string): string | undefined {
  if (!NAME.test(text)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    // An alias such as Asia/Kolkata stays what it was: only its spelling is mended.
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
  } catch {
    return undefined;
  }
}
