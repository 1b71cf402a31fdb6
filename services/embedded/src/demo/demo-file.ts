import { OperatorError } from '@fieldline/platform';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeWhole } from '../start/write-whole.js';

const demoStateSchema = z.strictObject({
  historyFrom: z.number().int().positive(),
  boot: z.number().int().nonnegative(),
  isAcknowledged: z.boolean(),
});

/** How far the demo's day of history has come; `demo.json` in the data folder. */
export interface DemoState {
  /** Where the history begins, ms since 1970. */
  readonly historyFrom: number;
  /** Of the devices while they send it: the same again is a repetition. */
  readonly boot: number;
  /** All of it stands in the log. */
  readonly isAcknowledged: boolean;
}

/** Undefined where the demo never ran. Rejects with OperatorError when the file is not the demo's. */
export async function readDemoFile(file: string): Promise<DemoState | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new OperatorError(`cannot read ${file}: ${error.message}`, { cause: error });
  });
  if (text === undefined) return undefined;
  try {
    return demoStateSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new OperatorError(`${file} does not say how far the demo has come; remove it to send the history anew`, {
      cause,
    });
  }
}

export function writeDemoFile(file: string, state: DemoState): Promise<void> {
  return writeWhole(file, `${JSON.stringify(state)}\n`);
}
