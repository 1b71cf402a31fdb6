import type { Schema } from '../../api/client.js';

/**
 * What is read of a letter: a refused value alone is kept without its reading, and becomes a reading of that one metric. A
 * text that is no JSON stays as it is.
 */
export function asPayload({ kind, reason }: Pick<Schema<'DeadLetter'>, 'kind' | 'reason'>, text: string): string {
  return kind === 'value' && reason.metric !== undefined
    ? `{"values":{${JSON.stringify(reason.metric)}:${text}}}`
    : text;
}
