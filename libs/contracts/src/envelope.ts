import { z } from 'zod';

/** A ULID: 26 characters of Crockford base 32; 128 bits, so the first is at most 7. */
export const ULID_PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
export const ulidSchema = z.string().regex(ULID_PATTERN);

/** A tenant's short name, also its key; `default` at first. */
export const tenantIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);

/** W3C Trace Context, traceparent header, version 00; ids of zeros alone are invalid there. */
export const TRACE_PATTERN = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
export const traceSchema = z.string().regex(TRACE_PATTERN);

/** What crosses a process, around every event but the hot reading record, which has a form of its own. */
export interface EventEnvelope<T> {
  readonly id: string;
  /** `<owner>.<event>`, also the topic's name without its version. */
  readonly type: string;
  readonly version: number;
  /** ms since 1970. */
  readonly occurredAt: number;
  readonly tenantId: string;
  /** What keeps order in the log: device id, or site id where the topic says so. */
  readonly key: string;
  readonly trace?: string | undefined;
  /** Id of the event that led to this one. */
  readonly causationId?: string | undefined;
  readonly data: T;
}

/** One version of one event. Frozen once released: a change is a new version beside it. */
export interface EventDefinition<S extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly version: number;
  /** `<type>.v<version>`. */
  readonly topic: string;
  /** What the record's key is. */
  readonly key: string;
  readonly summary: string;
  /** Restricted topics carry what only the owner and the device link may read. */
  readonly restricted: boolean;
  readonly data: S;
  readonly envelope: z.ZodType<EventEnvelope<z.infer<S>>>;
}

export interface EventDeclaration<S extends z.ZodType> {
  readonly type: string;
  readonly version: number;
  readonly key: string;
  readonly summary: string;
  readonly restricted?: boolean;
  readonly data: S;
}

export function defineEvent<S extends z.ZodType>(declaration: EventDeclaration<S>): EventDefinition<S> {
  const { type, version, data } = declaration;
  const envelope = z.object({
    id: ulidSchema,
    type: z.literal(type),
    version: z.literal(version),
    occurredAt: z.number().int(),
    tenantId: tenantIdSchema,
    key: z.string().min(1),
    trace: traceSchema.optional(),
    causationId: ulidSchema.optional(),
    data,
  });
  return {
    ...declaration,
    restricted: declaration.restricted ?? false,
    topic: `${type}.v${version}`,
    envelope: envelope as unknown as z.ZodType<EventEnvelope<z.infer<S>>>,
  };
}

/** The record bytes of an event: UTF-8 JSON of its envelope. */
export function encodeEvent<T>(envelope: EventEnvelope<T>): Buffer {
  return Buffer.from(JSON.stringify(envelope));
}

/** Parses and checks a record; throws {@link ContractError} naming the topic and what is wrong where. */
export function decodeEvent<S extends z.ZodType>(
  definition: EventDefinition<S>,
  value: Uint8Array,
): EventEnvelope<z.infer<S>> {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(value).toString('utf8'));
  } catch (cause) {
    throw new ContractError(`${definition.topic}: a record is not JSON`, { cause });
  }
  const parsed = definition.envelope.safeParse(json);
  if (!parsed.success) {
    throw new ContractError(`${definition.topic}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  }
  return parsed.data;
}

/** A record that breaks its contract; the same bytes fail again. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}
