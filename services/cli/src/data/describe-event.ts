import { harmless } from '../shell/column-printer.js';
import type { Output } from '../shell/output.js';
import type { ServerEvent } from './read-events.js';

interface Told {
  readonly device?: string;
  readonly at?: number;
  readonly receivedAt?: number;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly connected?: boolean;
  readonly change?: string;
  readonly reason?: { readonly rule: string; readonly message: string };
}

/** An event of the live feed as a line: when, whose, what. */
export function describeEvent({ event, data }: ServerEvent, { dim, red, yellow }: Output['colours']): string {
  const told = JSON.parse(data) as Told;
  const at = told.at ?? told.receivedAt;
  const head = `${at === undefined ? '' : `${dim(new Date(at).toISOString())}  `}${told.device ?? ''}`;
  if (event === 'reading') {
    const values = Object.entries(told.values ?? {}).map(([metric, value]) => `${metric}=${JSON.stringify(value)}`);
    return `${head}  ${values.join('  ')}`;
  }
  if (event === 'refused')
    return `${head}  ${red('refused')}  ${told.reason?.rule ?? ''}: ${harmless(told.reason?.message ?? '')}`;
  if (event === 'connection') return `${head}  ${told.connected === true ? 'connected' : yellow('disconnected')}`;
  if (event === 'device') return `${head}  ${told.change ?? 'changed'}`;
  return yellow('Some events were lost to this reader.');
}
