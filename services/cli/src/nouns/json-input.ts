import { OperatorError } from '@fieldline/platform';
import { readInput } from './read-input.js';

/** The JSON object in a file, or in standard input for `-`. Rejects with OperatorError that names the file. */
export async function readJsonObject(folder: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readInput(folder, file);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (cause) {
    throw new OperatorError(`${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
  throw new OperatorError(`${file} holds no JSON object`);
}
