import { draft07Schema, topicDocuments, type TopicDocument } from './json-schemas.js';

const ADDRESS_TO_NAME = /[.-](\w)/g;

/** The log's topics as an AsyncAPI 3.0 document. */
export function asyncApiDocument(): Readonly<Record<string, unknown>> {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Fieldline log topics',
      version: '1.0.0',
      description:
        'What services exchange through the log. Every record is UTF-8 JSON. A topic’s version is frozen: a change is a new topic beside it. Consumers ignore unknown optional fields.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topicDocuments.map((topic) => [nameOf(topic), channel(topic)])),
    operations: Object.fromEntries(
      topicDocuments.flatMap((topic) => [
        [`${nameOf(topic)}.publish`, operation(topic, 'send')],
        [`${nameOf(topic)}.consume`, operation(topic, 'receive')],
      ]),
    ),
    components: { messages: Object.fromEntries(topicDocuments.map((topic) => [nameOf(topic), message(topic)])) },
  };
}

/** `registry.device-connection.v1` → `registryDeviceConnectionV1`. */
function nameOf({ topic }: TopicDocument): string {
  return topic.replace(ADDRESS_TO_NAME, (_match, letter: string) => letter.toUpperCase());
}

function channel(topic: TopicDocument) {
  return {
    address: topic.topic,
    title: topic.title,
    description: `${topic.summary} Key: ${topic.key}.${topic.restricted ? ' Restricted: only its owner and the device link read it.' : ''}`,
    messages: { [nameOf(topic)]: { $ref: `#/components/messages/${nameOf(topic)}` } },
  };
}

function operation(topic: TopicDocument, action: 'send' | 'receive') {
  const name = nameOf(topic);
  return {
    action,
    channel: { $ref: `#/channels/${name}` },
    messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
  };
}

function message(topic: TopicDocument) {
  return {
    name: topic.topic,
    title: topic.title,
    summary: topic.summary,
    contentType: 'application/json',
    payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: draft07Schema(topic) },
  };
}
