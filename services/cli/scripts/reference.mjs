/** Writes the reference page of the command line. Runs after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { commandLinePage } from '../dist/reference/page.js';

writeFileSync(new URL('../../../.github/docs/reference/command-line.md', import.meta.url), commandLinePage());
