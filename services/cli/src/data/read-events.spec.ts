import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readEvents, type ServerEvent } from './read-events.js';

async function read(chunks: readonly Uint8Array[]): Promise<{ events: ServerEvent[]; lastId: string }> {
  const events: ServerEvent[] = [];
  let lastId = '';
  async function* source() {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }
  for await (const event of readEvents(source(), (id) => (lastId = id))) events.push(event);
  return { events, lastId };
}

const FEED = [
  ...['retry: 1000', '', 'event: reading', 'id: a-1', 'data: {"device":"Küche","at":1}', ''],
  ...[':', 'id: a-2', '', 'event: gap', 'id: a-3', 'data: {', 'data: }', '', 'event: reading', 'data: {"cut'],
];
const EVENTS = [
  { event: 'reading', id: 'a-1', data: '{"device":"Küche","at":1}' },
  { event: 'gap', id: 'a-3', data: '{\n}' },
];

describe('a stream of events', () => {
  it.each([['\n'], ['\r\n']])(
    'is read with its ids, without what has no data and what is not whole (lines end in %j)',
    async (end) => {
      expect(await read([Buffer.from(FEED.join(end))])).toEqual({ events: EVENTS, lastId: 'a-3' });
    },
  );

  it('is the same wherever it is cut, also within a letter', async () => {
    for (const end of ['\n', '\r\n']) {
      const bytes = Buffer.from(FEED.join(end));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
          const at = [0, ...cuts.sort((one, other) => one - other), bytes.length];
          const chunks = at.slice(1).map((to, index) => new Uint8Array(bytes.subarray(at[index], to)));
          expect(await read(chunks)).toEqual({ events: EVENTS, lastId: 'a-3' });
        }),
      );
    }
  });

  it('tells an id that comes alone, so that a reader goes on behind it', async () => {
    expect(await read([Buffer.from('id: b-9\n\n')])).toEqual({ events: [], lastId: 'b-9' });
  });
});
