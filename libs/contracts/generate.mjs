/** Writes the documents that are made from the definitions: `npm run contracts`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatedDocuments } from './dist/documents/generated-documents.js';

const golden = (topic) => readFileSync(path.join(import.meta.dirname, 'golden', `${topic}.json`), 'utf8').trimEnd();

for (const [file, text] of Object.entries(generatedDocuments(golden))) {
  const full = path.join(import.meta.dirname, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
}
