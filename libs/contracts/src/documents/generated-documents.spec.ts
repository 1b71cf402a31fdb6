import { readFileSync, readdirSync } from 'node:fs';
import { Parser, type Diagnostic } from '@asyncapi/parser';
import { describe, expect, it } from '@jest/globals';
import { asyncApiDocument } from './asyncapi-document.js';
import { generatedDocuments } from './generated-documents.js';
import { topicDocuments } from './json-schemas.js';

/** Spectral’s severity 0. */
const isError = ({ severity }: Diagnostic): boolean => Number(severity) === 0;

const PACKAGE = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, PACKAGE), 'utf8');
const documents = generatedDocuments((topic) => read(`golden/${topic}.json`).trimEnd());

describe('generated documents', () => {
  it.each(Object.keys(documents))('%s is as the definitions make it; npm run contracts writes it anew', (file) => {
    expect(read(file)).toBe(documents[file]);
  });

  it('leave no schema of a topic that is gone', () => {
    expect(readdirSync(new URL('schemas/', PACKAGE)).sort()).toEqual(
      topicDocuments.map(({ topic }) => `${topic}.json`),
    );
  });
});

describe('the AsyncAPI document', () => {
  it('has no error for its parser, and a channel with a message for each topic', async () => {
    const { document, diagnostics } = await new Parser().parse(asyncApiDocument() as never);
    expect(diagnostics.filter(isError)).toEqual([]);
    const addresses = document
      ?.channels()
      .all()
      .map((channel) => [channel.address(), channel.messages().length]);
    expect(addresses).toEqual(topicDocuments.map(({ topic }) => [topic, 1]));
    expect(document?.operations().length).toBe(2 * topicDocuments.length);
  });

  it('is refused by the parser when a message refers to nothing', async () => {
    const broken = { ...asyncApiDocument(), components: {} };
    const { diagnostics } = await new Parser().parse(broken as never);
    expect(diagnostics.some(isError)).toBe(true);
  });
});
