import { SETTINGS, type SettingDeclaration } from './embedded.settings.js';

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.values<SettingDeclaration>(SETTINGS).map(
    ({ env, flag, means, default: fallback }) =>
      [flag === undefined ? '' : `--${flag}`, env, fallback === undefined ? means : `${means} (${fallback})`] as const,
  );
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const lines = rows.map(
    ([flag, env, means]) => `  ${flag.padEnd(widths[0] as number)}  ${env.padEnd(widths[1] as number)}  ${means}`,
  );
  return [
    'Fieldline, embedded edition: MQTT broker, journal, ingestion and PostgreSQL in one process tree.',
    '',
    'Usage: npm start -- [flags]',
    '',
    ...lines,
    '',
    'A flag wins over its variable. Exit codes: 0 stopped orderly (also by Ctrl-C), 1 could not start or go on,',
    '2 a setting is wrong. A second Ctrl-C does not wait.',
  ].join('\n');
}
