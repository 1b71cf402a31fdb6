import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { CallerIdentity } from '@fieldline/http';

export interface ReadEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface LiveClientOptions {
  readonly caller?: Partial<CallerIdentity>;
  readonly lastEventId?: string;
}

/** Reads a stream of server-sent events as a browser does (HTML standard, 9.2.6). */
export class LiveClient {
  readonly events: ReadEvent[] = [];
  comments = 0;
  lastEventId = '';
  ended = false;
  readonly #answer: IncomingMessage;
  #rest = '';

  private constructor(answer: IncomingMessage) {
    this.#answer = answer;
    answer.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    answer.on('close', () => (this.ended = true)).on('error', () => undefined);
  }

  get headers(): IncomingMessage['headers'] {
    return this.#answer.headers;
  }

  /** Rejects with the status where it is not 200. */
  static open(url: string, { caller = {}, lastEventId }: LiveClientOptions = {}): Promise<LiveClient> {
    const resume = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return new Promise((resolve, reject) => {
      const call = request(
        url,
        { agent: false, headers: { 'x-caller': JSON.stringify(caller), ...resume } },
        (answer) => {
          if (answer.statusCode === 200) return resolve(new LiveClient(answer));
          answer.resume();
          reject(new Error(String(answer.statusCode)));
        },
      );
      call.on('error', reject).end();
    });
  }

  of(event: string): readonly ReadEvent['data'][] {
    return this.events.filter((each) => each.event === event).map(({ data }) => data);
  }

  close(): void {
    this.#answer.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) this.#block(block.split('\n'));
  }

  #block(lines: readonly string[]): void {
    const field = (name: string): string | undefined =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    this.comments += lines.filter((line) => line.startsWith(':')).length;
    this.lastEventId = field('id') ?? this.lastEventId;
    const data = field('data');
    if (data === undefined) return;
    this.events.push({
      event: field('event') ?? 'message',
      id: this.lastEventId,
      data: JSON.parse(data) as object as never,
    });
  }
}

/** A reader that asks and then takes nothing. */
export function openSilent(url: string, caller: Partial<CallerIdentity> = {}): Promise<Socket> {
  const { hostname, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.pause();
      const head = `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}\r\nx-caller: ${JSON.stringify(caller)}\r\n\r\n`;
      socket.write(head, () => resolve(socket));
    });
    socket.on('error', reject);
  });
}
