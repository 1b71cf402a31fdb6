import pico from 'picocolors';
import type { CliContext } from './cli-context.js';

/** Where a command's answer goes: one JSON document, or lines for people. */
export class Output {
  readonly colours: ReturnType<typeof pico.createColors>;
  readonly #context: CliContext;

  constructor(
    context: CliContext,
    readonly json: boolean,
  ) {
    this.#context = context;
    this.colours = pico.createColors(context.out.isTTY === true && !json && !context.env['NO_COLOR']);
  }

  /** True where a person reads along. */
  get interactive(): boolean {
    return this.#context.out.isTTY === true && !this.json;
  }

  /** The whole answer of the command: `value` with --json, else what `text` makes. */
  answer(value: unknown, text: () => string): void {
    this.#context.out.write(`${this.json ? JSON.stringify(value, undefined, 2) : text()}\n`);
  }
}
