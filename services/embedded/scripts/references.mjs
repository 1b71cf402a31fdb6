/** Writes the reference pages that are made from what the code declares. Runs after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { references } from '../dist/docs/references.js';

const folder = new URL('../../../.github/docs/reference/', import.meta.url);
for (const [file, text] of Object.entries(references())) writeFileSync(new URL(file, folder), text);
