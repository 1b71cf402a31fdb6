import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { jsonSchema, topicDocuments } from './documents/json-schemas.js';
import { decodeEvent, encodeEvent } from './envelope.js';
import { eventDefinitions } from './event-definitions.js';
import { decodeReadingHead, encodeReading, encodeReadingOrigin } from './telemetry/reading-record.v1.js';
import { readingRecordSchema } from './telemetry/reading-schema.v1.js';
import { READING_TOPIC } from './telemetry/reading.v1.js';

const GOLDEN = new URL('../golden/', import.meta.url);
const FROZEN = 'frozen.json';

function example(topic: string): Buffer {
  return Buffer.from(readFileSync(new URL(`${topic}.json`, GOLDEN), 'utf8').trimEnd());
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** The schema without its texts for people, which may be bettered after release. */
function structure(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(structure);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([name, value]) => !(['title', 'description'].includes(name) && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, structure(value)]));
}

describe('golden examples', () => {
  it('exist for each topic and for nothing else', () => {
    const files = readdirSync(GOLDEN).filter((file) => file !== FROZEN);
    expect(files.sort()).toEqual(topicDocuments.map(({ topic }) => `${topic}.json`));
  });

  it.each(eventDefinitions.map((definition) => [definition.topic, definition] as const))(
    'of %s parses and encodes to the same bytes again',
    (topic, definition) => {
      const bytes = example(topic);
      expect(encodeEvent(decodeEvent(definition, bytes)).toString()).toBe(bytes.toString());
    },
  );

  it('of the reading record decodes, matches its schema and encodes to the same bytes again', () => {
    const bytes = example(READING_TOPIC);
    const { head, valuesJson } = decodeReadingHead(bytes);
    expect(encodeReading(encodeReadingOrigin(head), head, valuesJson).toString()).toBe(bytes.toString());
    expect(readingRecordSchema.safeParse(JSON.parse(bytes.toString())).error).toBeUndefined();
  });

  it('and the schemas are what was released: a change of either is a new version beside it', () => {
    const now = Object.fromEntries(
      topicDocuments.map((document) => [
        document.topic,
        { schema: sha256(JSON.stringify(structure(jsonSchema(document)))), example: sha256(example(document.topic)) },
      ]),
    );
    expect(now).toEqual(JSON.parse(readFileSync(new URL(FROZEN, GOLDEN), 'utf8')));
  });
});
