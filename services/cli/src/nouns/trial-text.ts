import type { Schema } from '@fieldline/api-client';
import { printColumns } from '../shell/column-printer.js';
import { column, timeText } from '../shell/cells.js';

type Trial = Schema<'Trial'>;

/** What a payload would become. */
export function trialText({ readings, refused }: Trial): string {
  const parts: string[] = [];
  for (const { measuredAt, quality, values } of readings) {
    const at = measuredAt === null ? 'at the time of its arrival' : `of ${timeText(measuredAt)}`;
    const told = Object.entries(values).map(([metric, value]) => `  ${metric} = ${JSON.stringify(value)}`);
    parts.push([`A reading ${at}, quality ${quality}:`, ...told].join('\n'));
  }
  if (refused.length > 0) {
    parts.push(
      printColumns<Trial['refused'][number]>(
        [
          column('refused', ({ kind }) => kind),
          column('rule', ({ reason }) => reason.rule),
          column('why', ({ reason }) => reason.message),
          column('expected', ({ reason }) => reason.expected ?? ''),
        ],
        refused,
      ),
    );
  }
  return parts.length === 0 ? 'It holds no reading.' : parts.join('\n\n');
}
