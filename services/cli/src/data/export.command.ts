import { OperatorError } from '@fieldline/platform';
import type { Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { ask } from '../connection/ask.js';
import { checkedTime } from '../series/checked-time.js';
import { apiCommand, type Shell } from '../shell/api-command.js';
import { given } from '../shell/cells.js';
import type { OutputStream } from '../shell/cli-context.js';
import { EXIT } from '../shell/exit-codes.js';

interface ExportOptions {
  readonly metric?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
}

export function exportCommand(shell: Shell): Command {
  return apiCommand<ExportOptions>(shell, {
    name: 'export',
    args: '<device>',
    summary: 'write the readings of a device as CSV, to standard output or a file; of the last 24 hours by default',
    example: 'fieldline export my-pack --from 2026-01-01T00:00:00Z --out my-pack.csv',
    options: (command) =>
      command
        .option('--metric <metric...>', 'these metrics alone')
        .option('--from <time>', 'from here on: ms since 1970 or RFC 3339')
        .option('--to <time>', 'up to, not with, here')
        .option('--out <file>', 'into this file, which is there only when it is whole'),
    async act({ api, context, output }, [device = ''], { metric, from, to, out }) {
      const time = (option: string, text: string | undefined): string | undefined =>
        text === undefined ? undefined : String(checkedTime(option, text));
      const query = given({ metric: metric && [...metric], from: time('--from', from), to: time('--to', to) });
      const asked = api.GET('/devices/{device}/series.csv', {
        params: { path: { device }, query },
        parseAs: 'stream',
      });
      const body = (await ask(asked)) as unknown as ReadableStream<Uint8Array>;
      if (out === undefined) {
        await pour(body, context.out);
        return EXIT.ok;
      }
      const bytes = await pourIntoFile(body, path.resolve(context.folder, out));
      output.answer({ file: out, bytes }, () => `${out} has ${bytes.toLocaleString('en-US')} bytes.`);
      return EXIT.ok;
    },
  });
}

/** Takes no more than the receiver has room for; resolves with the bytes. */
async function pour(body: ReadableStream<Uint8Array>, to: OutputStream): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (to.write(chunk) === false) await new Promise<void>((resolve) => to.once?.('drain', resolve) ?? resolve());
  }
  return bytes;
}

async function pourIntoFile(body: ReadableStream<Uint8Array>, file: string): Promise<number> {
  const part = `${file}.part`;
  const stream = createWriteStream(part);
  try {
    await once(stream, 'open');
    const bytes = await pour(body, stream);
    stream.end();
    await finished(stream);
    await rename(part, file);
    return bytes;
  } catch (cause) {
    stream.destroy();
    await rm(part, { force: true });
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw new OperatorError(`cannot write ${file}: ${(cause as Error).message}`, { cause });
  }
}
