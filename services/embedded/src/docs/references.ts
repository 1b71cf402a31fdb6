import { apiReference } from './api-reference.js';
import { problemsReference } from './problems-reference.js';
import { settingsReference } from './settings-reference.js';

/** File beneath `.github/docs/reference` → its text, of all that are made from what the code declares. */
export function references(): Readonly<Record<string, string>> {
  return { 'api.md': apiReference(), 'problems.md': problemsReference(), 'settings.md': settingsReference() };
}
