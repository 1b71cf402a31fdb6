import { createReadStream } from 'node:fs';

/** One line of a file, without what ends it. */
export interface TextLine {
  readonly text: string;
  /** 1 is the file's first. */
  readonly line: number;
  /** Up to its end. */
  readonly bytesRead: number;
}

/** A file's lines, one at a time whatever its size; rejects where it cannot be read. A byte-order mark is dropped. */
export async function* textLines(file: string, encoding: 'utf8' | 'latin1' = 'utf8'): AsyncGenerator<TextLine> {
  let line = 0;
  let bytesRead = 0;
  let rest = '';
  const told = (text: string, ending: string): TextLine => {
    line++;
    bytesRead += Buffer.byteLength(text + ending, encoding);
    const withoutMark = line === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
    return { text: withoutMark.endsWith('\r') ? withoutMark.slice(0, -1) : withoutMark, line, bytesRead };
  };
  for await (const chunk of createReadStream(file, { encoding }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield told(text, '\n');
  }
  if (rest !== '') yield told(rest, '');
}
