const OFFSET_DIGITS = 20;
const PATTERN = /^(\d{20})\.seg$/;

/** `<base offset, 20 digits>.seg` */
export function segmentName(base: number): string {
  return `${stem(base)}.seg`;
}

/** Where the bytes cut from a segment's torn end are kept for a look. */
export function tornName(base: number): string {
  return `${stem(base)}.torn`;
}

/** A segment being rewritten; without meaning after a crash. */
export function compactingName(base: number): string {
  return `${stem(base)}.compacting`;
}

export function isCompactingName(name: string): boolean {
  return name.endsWith('.compacting');
}

/** The base offset in a segment's name; undefined for other files. */
export function segmentBase(name: string): number | undefined {
  const digits = PATTERN.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function stem(base: number): string {
  return String(base).padStart(OFFSET_DIGITS, '0');
}
