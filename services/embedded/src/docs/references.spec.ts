import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { references } from './references.js';

const FOLDER = new URL('../../../../.github/docs/reference/', import.meta.url);

describe('the reference', () => {
  it.each(Object.entries(references()))('page %s is fresh (else: npm run docs)', (file, text) => {
    expect(readFileSync(new URL(file, FOLDER), 'utf8')).toBe(text);
  });
});
