import type { RefusalReason } from '@fieldline/contracts';

/** Why a whole reading is not taken. */
export class Refusal {
  constructor(readonly reason: RefusalReason) {}
}

/** The longest refusedText of a refused value that is kept with its reason, in characters. */
const VALUE_EXCERPT = 256;
/** The longest name of a metric that is kept; a profile's own have at most 64. */
const NAME_EXCERPT = 128;
const MESSAGE_EXCERPT = 512;

/** A refused value as JSON text, whole: a dead letter keeps it. {@link storableReason} cuts it. It must not nest without bound. */
export function refusedText(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

/**
 * A reason as a store can hold it. Its texts quote what a device sent: they may be as long as the payload, and hold
 * control characters or half a surrogate pair, which no PostgreSQL text or JSON takes.
 */
export function storableReason(reason: RefusalReason): RefusalReason {
  const { metric, value } = reason;
  return {
    ...reason,
    message: storable(reason.message, MESSAGE_EXCERPT),
    ...(metric === undefined ? {} : { metric: storable(metric, NAME_EXCERPT) }),
    ...(value === undefined ? {} : { value: storable(value, VALUE_EXCERPT) }),
  };
}

// eslint-disable-next-line no-control-regex -- to find them is its purpose
const UNSTORABLE = /[\u0000-\u001F\u007F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const REPLACEMENT = '\uFFFD';

function storable(text: string, length: number): string {
  return cut(text, length).replace(UNSTORABLE, REPLACEMENT);
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
