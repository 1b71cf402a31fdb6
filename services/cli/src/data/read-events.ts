export interface ServerEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** Events of a `text/event-stream` (WHATWG HTML, 9.2), which may be cut anywhere. `onId`: also of one that only carries an id. */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  onId: (id: string) => void,
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  let fields = emptyFields();
  let id = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') {
        id = takeField(line, fields) ?? id;
        continue;
      }
      onId(id);
      if (fields.data.length > 0) yield { event: fields.event, id, data: fields.data.join('\n') };
      fields = emptyFields();
    }
  }
}

interface Fields {
  event: string;
  readonly data: string[];
}

const emptyFields = (): Fields => ({ event: 'message', data: [] });

/** The id, where the line has one. */
function takeField(line: string, fields: Fields): string | undefined {
  const colon = line.indexOf(':');
  const name = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'event') fields.event = value;
  if (name === 'data') fields.data.push(value);
  return name === 'id' && !value.includes('\0') ? value : undefined;
}
