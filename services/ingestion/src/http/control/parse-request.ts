import type { z } from 'zod';
import { InvalidRequestError } from '@fieldline/platform';

/** So that a body full of faults is not answered with a multiple of itself. */
const MOST_FAULTS = 10;
const LONGEST_FAULT = 300;

/** What came through the door, checked. Throws InvalidRequestError that names each field at fault. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const faults = issues
    .slice(0, MOST_FAULTS)
    .map(({ path, message }) => cut(`${path.join('.') || 'body'}: ${message}`));
  if (issues.length > MOST_FAULTS) faults.push(`and ${issues.length - MOST_FAULTS} more`);
  throw new InvalidRequestError(faults.join('; '), { cause: parsed.error });
}

function cut(fault: string): string {
  return fault.length > LONGEST_FAULT ? `${fault.slice(0, LONGEST_FAULT - 1)}…` : fault;
}
