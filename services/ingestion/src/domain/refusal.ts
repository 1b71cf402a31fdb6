import type { RefusalReason } from '@fieldline/contracts';

/** Why a whole reading is not taken. */
export class Refusal {
  constructor(readonly reason: RefusalReason) {}
}

/** The longest excerpt of a refused value that is kept with its reason, in characters. */
const VALUE_EXCERPT = 256;

/** A value as JSON text, cut to what a reason may hold. */
export function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > VALUE_EXCERPT ? `${text.slice(0, VALUE_EXCERPT - 1)}…` : text;
}
