import { SETTINGS, type SettingDeclaration } from '../settings/embedded.settings.js';
import { markdownTable } from './markdown-table.js';

/** The page of all settings, in Markdown. */
export function settingsReference(): string {
  const rows = Object.values<SettingDeclaration>(SETTINGS).map(({ env, flag, default: fallback, means, expected }) => [
    `\`${env}\``,
    flag === undefined ? '' : `\`--${flag}\``,
    fallback === undefined || fallback === '' ? '' : `\`${fallback}\``,
    means,
    expected,
  ]);
  return [
    '# Settings of the embedded edition',
    '',
    'Made from `services/embedded/src/settings/embedded.settings.ts`; change it there, then `npm run docs`.',
    '',
    'A flag (`npm start -- --port 1884`) wins over its variable, which may also stand in a file `.env` (see',
    '[.env.example](../../../.env.example)). `npm start -- --help` lists them too. A setting that is wrong, or not known, ends',
    'the start with exit code 2 and a line for each. Everything listens on 127.0.0.1 unless told otherwise; the metrics do also',
    'with `--lan`.',
    '',
    ...markdownTable(['setting', 'flag', 'default', 'means', 'takes'], rows),
    '',
    'The command line has settings of its own: [services/cli](../../../services/cli/README.md). What lies in the data folder,',
    'the health pages and the exit codes: [data folder and process](data-folder.md).',
    '',
  ].join('\n');
}
