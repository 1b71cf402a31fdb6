import { OperatorError } from '@fieldline/platform';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const lineSchema = z.object({
  device: z.string(),
  ts: z.number(),
  seq: z.number().optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  /** So many readings, `stepMs` apart from `ts` on; 1 where absent. */
  count: z.number().int().positive().optional(),
  stepMs: z.number().positive().optional(),
});

/** One reading whose PUBACK a load generator got. */
export interface Acknowledged {
  /** External id. */
  readonly device: string;
  readonly measuredAt: number;
  readonly line: number;
  /** JSON text; empty where the file does not say. */
  readonly values: Buffer;
}

const NOTHING = Buffer.alloc(0);

/**
 * Reads JSON lines `{device, ts, seq?, values?, count?, stepMs?}`, `ts` in ms. The last line may be cut off: its writer was
 * killed. An OperatorError names any other line that is none.
 */
export async function readAcknowledged(file: string, handle: (reading: Acknowledged) => void): Promise<void> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  let line = 0;
  let broken: number | undefined;
  try {
    for await (const text of lines) {
      line++;
      if (broken !== undefined) throw new OperatorError(`${file} line ${broken}: expected {"device", "ts", …} in JSON`);
      if (text === '') continue;
      const parsed = parseLine(text);
      if (parsed === undefined) broken = line;
      else expand(parsed, line, handle);
    }
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(`cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
}

function parseLine(text: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function expand(parsed: z.infer<typeof lineSchema>, line: number, handle: (reading: Acknowledged) => void): void {
  const { device, ts, values, count = 1, stepMs = 1 } = parsed;
  const text = values === undefined ? NOTHING : Buffer.from(JSON.stringify(values));
  for (let at = 0; at < count; at++) handle({ device, measuredAt: ts + at * stepMs, line, values: text });
}
