import { z } from 'zod';
import { eventDefinitions } from '../event-definitions.js';
import { readingRecordSchema } from '../telemetry/reading-schema.v1.js';
import { READING_TOPIC } from '../telemetry/reading.v1.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** A topic as the documents show it. */
export interface TopicDocument {
  readonly topic: string;
  readonly title: string;
  readonly summary: string;
  /** What the record's key is. */
  readonly key: string;
  readonly restricted: boolean;
  readonly schema: z.ZodType;
}

/** Every topic that crosses a process, by name. */
export const topicDocuments: readonly TopicDocument[] = [
  {
    topic: READING_TOPIC,
    title: 'telemetry.reading, version 1',
    summary: 'A reading that was accepted, in its compact record form: one JSON array in fixed order.',
    key: 'device id',
    restricted: false,
    schema: readingRecordSchema,
  },
  ...eventDefinitions.map(({ topic, type, version, summary, key, restricted, envelope }) => ({
    topic,
    title: `${type}, version ${version}`,
    summary,
    key,
    restricted,
    schema: envelope,
  })),
].sort((one, other) => (one.topic < other.topic ? -1 : 1));

/** JSON Schema 2020-12 of what producers may write; consumers ignore fields beyond it. */
export function jsonSchema({ schema }: TopicDocument): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' });
}

/** The same as draft 07, which is what AsyncAPI 3 builds on. */
export function draft07Schema({ schema }: TopicDocument): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
}
