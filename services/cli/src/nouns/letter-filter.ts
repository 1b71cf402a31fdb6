import type { Api } from '@fieldline/api-client';
import type { Command } from 'commander';
import { given } from '../shell/cells.js';
import { oneOf } from './one-of.js';
import { siteIdIfGiven } from './site-id.js';

export interface LetterFilter {
  readonly device?: string;
  readonly site?: string;
  readonly rule?: string;
  readonly kind?: 'reading' | 'value';
}

export function filterOptions(command: Command): Command {
  return command
    .option('--device <device>', 'of this device')
    .option('--site <name>', 'of this site (name or ULID)')
    .option('--rule <rule>', 'refused by this rule, such as out-of-range')
    .option('--kind <kind>', 'reading (whole messages) or value', oneOf(['reading', 'value'] as const));
}

/** As the API takes it. */
export async function filterOf(api: Api, { device, site, rule, kind }: LetterFilter): Promise<LetterFilter> {
  return given({ device, rule, kind, site: await siteIdIfGiven(api, site) });
}
