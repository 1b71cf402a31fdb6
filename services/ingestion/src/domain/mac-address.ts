const COLONS = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
const HYPHENS = /^[0-9a-f]{2}(?:-[0-9a-f]{2}){5}$/;
const DOTS = /^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}$/;

/** The first octet's bit that marks a group address (IEEE 802-2014, 8.2). */
const GROUP_BIT = 1;

/**
 * An EUI-48 address of one interface as `aa:bb:cc:dd:ee:ff`; written with colons, hyphens or as three groups of four.
 * Undefined for anything else, also for group addresses (broadcast among them) and all zeros, which name no device.
 */
export function parseMacAddress(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (!COLONS.test(lower) && !HYPHENS.test(lower) && !DOTS.test(lower)) return undefined;
  const digits = lower.replaceAll(/[^0-9a-f]/g, '');
  if (/^0+$/.test(digits) || parseInt(digits.slice(0, 2), 16) & GROUP_BIT) return undefined;
  return (digits.match(/../g) as string[]).join(':');
}
