import { asyncApiDocument } from './asyncapi-document.js';
import { eventPage } from './event-page.js';
import { openApiDocument } from './openapi-document.js';
import { jsonSchema, topicDocuments } from './json-schemas.js';

/** Every file that is made from the definitions: path in this package → text. `golden` gives a topic's example. */
export function generatedDocuments(golden: (topic: string) => string): Readonly<Record<string, string>> {
  return {
    'asyncapi.json': jsonText(asyncApiDocument()),
    'openapi.json': jsonText(openApiDocument()),
    'EVENTS.md': eventPage(golden),
    ...Object.fromEntries(
      topicDocuments.map((topic) => [
        `schemas/${topic.topic}.json`,
        jsonText({ title: topic.title, ...jsonSchema(topic) }),
      ]),
    ),
  };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
