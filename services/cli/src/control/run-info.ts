import { OperatorError } from '@fieldline/platform';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const endpointSchema = z.object({ host: z.string(), port: z.number().int() });

const runInfoSchema = z.object({
  pid: z.number().int(),
  runId: z.string(),
  startedAt: z.union([z.number(), z.string()]),
  version: z.string(),
  addresses: z.array(endpointSchema.extend({ transport: z.string() })),
  http: endpointSchema,
  metrics: endpointSchema,
  postgres: z.object({ url: z.string() }),
});

/** What a running server says of itself in `<data>/run.json`. */
export type RunInfo = z.infer<typeof runInfoSchema>;

/** Undefined where no server runs or one was killed before it wrote the file; its process may be gone all the same. */
export async function readRunInfo(dataFolder: string): Promise<RunInfo | undefined> {
  const file = path.join(dataFolder, 'run.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new OperatorError(`cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  try {
    return runInfoSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new OperatorError(`${file} is not a server's run file; remove it when no server runs`, { cause });
  }
}

/** Whether the process that wrote the run file is alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
