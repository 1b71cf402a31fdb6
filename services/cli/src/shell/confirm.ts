import { OperatorError } from '@fieldline/platform';
import type { CliContext } from './cli-context.js';
import { UsageError } from './errors.js';

/** Resolves when the user wants it. Rejects with UsageError where nobody can be asked, and with OperatorError at any other word than yes. */
export async function confirm({ ask }: Pick<CliContext, 'ask'>, question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (ask === undefined) throw new UsageError(`${question} Nobody can answer here: add --yes if that is what you want`);
  if (!/^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim())) throw new OperatorError('nothing was changed');
}
