import type { Schema } from '@fieldline/api-client';
import { InvalidArgumentError, type Command } from 'commander';
import { given } from '../shell/cells.js';
import { readInput } from './read-input.js';

type Mapping = Schema<'PayloadMapping'>;

export interface MappingOptions {
  readonly rename?: Readonly<Record<string, string>>;
  readonly scale?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
}

export interface EditOptions extends MappingOptions {
  readonly payload?: string;
}

export function mappingOptions(command: Command): Command {
  return command
    .option('--rename <from=to>', 'key of the payload to the key that the profile reads; may be repeated', pairs)
    .option('--scale <key=factor>', 'factor for the number of a key, after renaming; may be repeated', factors)
    .option('--remove <key>', 'leave a key out; may be repeated', (key, keys: readonly string[] = []) => [
      ...keys,
      key,
    ]);
}

export function editOptions(command: Command): Command {
  return mappingOptions(command.option('--payload <file>', 'instead of its own bytes; - for standard input'));
}

/** Undefined where nothing is to be mapped. */
export function mappingOf({ rename, scale, remove }: MappingOptions): Mapping | undefined {
  const mapping = given({
    rename: rename && { ...rename },
    scale: scale && { ...scale },
    remove: remove && [...remove],
  });
  return Object.keys(mapping).length === 0 ? undefined : mapping;
}

/** The body of a try or a replay. */
export async function editOf(
  folder: string,
  { payload, ...mapping }: EditOptions,
): Promise<{ readonly payload?: string; readonly mapping?: Mapping }> {
  const text = payload === undefined ? undefined : await readInput(folder, payload);
  return given({ payload: text, mapping: mappingOf(mapping) });
}

function pairs(text: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [from, to] = halves(text);
  return { ...earlier, [from]: to };
}

function factors(text: string, earlier: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> {
  const [key, factor] = halves(text);
  if (!Number.isFinite(Number(factor))) throw new InvalidArgumentError('Expected key=number, such as voltage=0.001.');
  return { ...earlier, [key]: Number(factor) };
}

function halves(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('Expected two halves around =.');
  return [text.slice(0, at), text.slice(at + 1)];
}
