import { systemClock, systemRandom } from '@fieldline/platform';
import { buildProgram } from '../program.js';
import type { CliContext } from '../shell/cli-context.js';
import { commandReference } from './command-reference.js';

/** The page of all commands, of this version. */
export function commandLinePage(): string {
  const nowhere = { write: () => true };
  const context: CliContext = {
    clock: systemClock,
    random: systemRandom,
    env: {},
    folder: '/',
    out: nowhere,
    err: nowhere,
    signal: new AbortController().signal,
  };
  return commandReference(buildProgram(context, () => Promise.resolve()));
}
