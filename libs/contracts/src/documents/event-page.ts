import { ULID_PATTERN } from '../envelope.js';
import { jsonSchema, topicDocuments, type TopicDocument } from './json-schemas.js';

/** The parts of JSON Schema that our definitions make use of. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
}

interface Row {
  readonly field: string;
  readonly needed: boolean;
  readonly schema: Schema;
}

/** One Markdown page with a table for each topic. `golden` gives the text of a topic's example. */
export function eventPage(golden: (topic: string) => string): string {
  const head = [
    '# Events',
    '',
    'Made from the definitions by `npm run contracts`. One topic a section; a released version never changes.',
    'Every event but the reading stands in the envelope `id`, `type`, `version`, `occurredAt` (ms since 1970), `tenantId`, `key`, `trace?`, `causationId?`, `data`.',
    '',
  ];
  return [...head, ...topicDocuments.flatMap((topic) => section(topic, golden(topic.topic)))].join('\n');
}

function section(topic: TopicDocument, example: string): string[] {
  const schema = jsonSchema(topic) as Schema;
  const rows =
    schema.prefixItems === undefined
      ? properties(schema.properties?.['data'] ?? {}, '')
      : schema.prefixItems.map((field, at) => ({ field: `${at} ${field.title ?? ''}`, needed: true, schema: field }));
  return [
    `## ${topic.topic}`,
    '',
    `${topic.summary} Key: ${topic.key}.${topic.restricted ? ' Restricted.' : ''}`,
    '',
    schema.prefixItems === undefined ? '| field of `data` | type | |' : '| place | type | |',
    '|---|---|---|',
    ...rows.map(
      ({ field, needed, schema: of }) => `| ${field}${needed ? '' : '?'} | ${cell(of)} | ${of.description ?? ''} |`,
    ),
    '',
    '```json',
    example,
    '```',
    '',
  ];
}

function properties(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const row = { field: `${prefix}${name}`, needed: schema.required?.includes(name) ?? false, schema: property };
    const inner = property.anyOf?.find(({ properties: fields }) => fields) ?? property;
    const element = property.items === false ? undefined : property.items;
    const below = element?.properties
      ? properties(element, `${prefix}${name}[].`)
      : properties(inner, `${prefix}${name}.`);
    return [row, ...below];
  });
}

function cell(schema: Schema): string {
  return typeText(schema).replaceAll('|', '\\|');
}

function typeText(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' or ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.pattern === ULID_PATTERN.source) return 'ULID';
  if (schema.pattern !== undefined) return `string \`${schema.pattern}\``;
  if (schema.type === 'array' && schema.items) return `array of ${typeText(schema.items)}`;
  if (schema.type === 'object' && schema.additionalProperties) {
    return `object of ${typeText(schema.additionalProperties)}`;
  }
  return schema.type ?? 'any';
}
