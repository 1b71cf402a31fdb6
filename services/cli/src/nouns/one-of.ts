import { InvalidArgumentError } from 'commander';

/** Parser of an option that is one of a few words. */
export function oneOf<const W extends readonly string[]>(words: W): (text: string) => W[number] {
  return (text) => {
    if (!words.includes(text)) throw new InvalidArgumentError(`Expected one of ${words.join(', ')}.`);
    return text;
  };
}
