import type { z } from 'zod';
import { InvalidRequestError } from '../app/registry-errors.js';

/** What came through the door, checked. Throws InvalidRequestError that names each field at fault. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new InvalidRequestError(faults.join('; '), { cause: parsed.error });
}
