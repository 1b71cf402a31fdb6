import { readFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { sleep, systemClock } from '@fieldline/platform';
import { percentile } from './latency.js';
import type { LoadTarget } from './load-device.js';
import type { ServerProcess } from './server-process.js';
import { TestClient } from './test-client.js';

export interface LiveLoadOptions {
  readonly readers: number;
  /** Of the readers, how many take nothing. */
  readonly silent: number;
  readonly devices: number;
  /** Of each device. */
  readonly readingsPerSecond: number;
  readonly seconds: number;
}

export interface LiveLoadResult {
  readonly beforeMiB: number;
  readonly mostMiB: number;
  readonly afterMiB: number;
  readonly dropped: number;
  readonly mostPendingBytes: number;
  /** PUBLISH to event, ms; of every tenth reader that reads. */
  readonly delaysMs: readonly number[];
  /** PUBLISH to PUBACK, ms, of each reading: the log's part of the way to an event. */
  readonly ackedMs: readonly number[];
  /** Events, of all readers that read. */
  readonly events: number;
  readonly cpuShare: number;
}

/** What one token may open, less a few. */
const READERS_PER_TOKEN = 45;
const SAMPLED = 10;
const SETTLE_MS = 3_000;
/** Of a pack with very many cells, so that what a silent reader leaves lying soon fills what the kernel keeps for it. */
const CELLS = 200;

/** Devices send while readers of the live feed read, and some do not. */
export async function liveLoad(server: ServerProcess, options: LiveLoadOptions): Promise<LiveLoadResult> {
  const { readers, silent, devices, seconds } = options;
  const clients = await Promise.all((await targets(server, devices)).map((target) => TestClient.open(target)));
  const url = await liveUrl(server);
  const tokens = await readTokens(server, Math.ceil(readers / READERS_PER_TOKEN));
  await sleep(systemClock, SETTLE_MS);
  const beforeMiB = await residentMiB(server);
  const tokenOf = (index: number): string => tokens[Math.floor(index / READERS_PER_TOKEN)] ?? '';
  const quiet = await Promise.all(Array.from({ length: silent }, (_, index) => openSilent(url, tokenOf(index))));
  const loud: Reader[] = [];
  for (let index = silent; index < readers; index += 1) {
    loud.push(await Reader.open(url, tokenOf(index), index % SAMPLED === 0));
  }
  const watch = new Watch(server);
  const ending = new AbortController();
  const watching = watch.run(ending.signal);
  const cpuFrom = await cpuSeconds(server);
  const ackedMs = await publishAll(clients, options);
  const cpuShare = ((await cpuSeconds(server)) - cpuFrom) / seconds;
  await sleep(systemClock, SETTLE_MS);
  ending.abort();
  await watching;
  const dropped = await metric(server, 'fieldline_gateway_dropped_live_readers_total');
  for (const reader of loud) reader.close();
  for (const socket of quiet) socket.destroy();
  await Promise.all(clients.map((client) => client.close()));
  await sleep(systemClock, SETTLE_MS);
  return {
    ...{ beforeMiB, mostMiB: watch.mostMiB, afterMiB: await residentMiB(server), dropped, ackedMs, cpuShare },
    mostPendingBytes: watch.mostPendingBytes,
    delaysMs: loud.flatMap(({ delaysMs }) => delaysMs),
    events: loud.reduce((sum, { events }) => sum + events, 0),
  };
}

export function describeLiveLoad({ readers, silent }: LiveLoadOptions, result: LiveLoadResult): string {
  const { beforeMiB, mostMiB, afterMiB, dropped, mostPendingBytes, delaysMs, ackedMs, events, cpuShare } = result;
  const ms = (of: readonly number[]): string =>
    `p50 ${percentile(of, 0.5).toFixed(1)} ms, p99 ${percentile(of, 0.99).toFixed(1)} ms`;
  return [
    `${readers} readers of the live feed, ${silent} of which take nothing: ${dropped} dropped`,
    `${ackedMs.length} readings published, PUBLISH to PUBACK ${ms(ackedMs)}`,
    `${events} events read, PUBLISH to event ${ms(delaysMs)} (${delaysMs.length} samples)`,
    `memory of the server: ${beforeMiB} MiB before, ${mostMiB} MiB at most, ${afterMiB} MiB after; at most ${(mostPendingBytes / 1_024 ** 2).toFixed(1)} MiB waited for readers`,
    `${(cpuShare * 100).toFixed(0)} % of a core`,
  ].join('\n');
}

const EVENT = 'event: reading';

class Reader {
  readonly delaysMs: number[] = [];
  events = 0;
  readonly #answer: IncomingMessage;

  private constructor(answer: IncomingMessage, sampled: boolean) {
    this.#answer = answer;
    answer.setEncoding('latin1').on('error', () => undefined);
    answer.on('data', (text: string) => {
      const now = systemClock.now();
      for (let at = text.indexOf(EVENT); at >= 0; at = text.indexOf(EVENT, at + 1)) this.events += 1;
      if (sampled) for (const [, at] of text.matchAll(/"at":(\d+)/g)) this.delaysMs.push(now - Number(at));
    });
  }

  static open(url: URL, token: string, sampled: boolean): Promise<Reader> {
    return new Promise((resolve, reject) => {
      const call = request(url, { agent: false, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        if (answer.statusCode === 200) resolve(new Reader(answer, sampled));
        else reject(new Error(`the live feed answered ${answer.statusCode}`));
      });
      call.on('error', reject).end();
    });
  }

  close(): void {
    this.#answer.destroy();
  }
}

function openSilent({ hostname, port, pathname, host, search }: URL, token: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.pause();
      const head = `GET ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n\r\n`;
      socket.write(head, () => resolve(socket));
    });
    // That it is dropped is what is looked at.
    socket.on('error', () => reject(new Error('a silent reader was not let in')));
  });
}

class Watch {
  mostMiB = 0;
  mostPendingBytes = 0;
  readonly #server: ServerProcess;

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.mostMiB = Math.max(this.mostMiB, await residentMiB(this.#server));
      const pending = await metric(this.#server, 'fieldline_gateway_live_pending_bytes');
      this.mostPendingBytes = Math.max(this.mostPendingBytes, pending);
      await sleep(systemClock, 250, signal);
    }
  }
}

/** Each device at its pace, spread over the second; resolves with the time to PUBACK of each reading. */
async function publishAll(clients: readonly TestClient[], options: LiveLoadOptions): Promise<readonly number[]> {
  const { readingsPerSecond, seconds } = options;
  const everyMs = 1_000 / readingsPerSecond;
  const until = systemClock.monotonic() + seconds * 1_000;
  const acked: number[] = [];
  await Promise.all(
    clients.map(async (client, index) => {
      let count = 0;
      let dueAt = systemClock.monotonic() + (index / clients.length) * everyMs;
      for (; dueAt < until; dueAt += everyMs) {
        await sleep(systemClock, Math.max(0, dueAt - systemClock.monotonic()));
        const cellVoltages = Array.from({ length: CELLS }, (_, cell) => 3.2 + ((count + cell) % 100) / 1_000);
        acked.push(
          await client.publish({ ts: systemClock.now(), values: { voltage: 48 + (count % 10) / 10, cellVoltages } }),
        );
        count += 1;
      }
    }),
  );
  return acked;
}

async function targets(server: ServerProcess, count: number): Promise<readonly LoadTarget[]> {
  const url = await server.mqttUrl();
  const made: LoadTarget[] = [];
  for (let number = 1; number <= count; number += 1) {
    const device = `/api/v1/devices/live-${number}`;
    await server.control('PUT', device, { site: 'Home', profile: 'battery-pack' });
    const secret = await server.control<{ username: string; secret: string }>('POST', `${device}/secrets`, {});
    made.push({ url, externalId: `live-${number}`, username: secret.username, password: secret.secret });
  }
  return made;
}

async function readTokens(server: ServerProcess, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const body = { name: `live ${number}`, scope: 'read', expiresInDays: 1 };
    tokens.push((await server.control<{ token: string }>('POST', '/api/v1/tokens', body)).token);
  }
  return tokens;
}

async function liveUrl(server: ServerProcess): Promise<URL> {
  const { http } = await server.facts();
  return new URL(`http://${http.host}:${http.port}/api/v1/live?event=reading`);
}

async function metric(server: ServerProcess, name: string): Promise<number> {
  const { metrics } = await server.facts();
  const text = await (await fetch(`http://${metrics.host}:${metrics.port}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function residentMiB({ child }: ServerProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024);
}

/** Linux counts in hundredths of a second. */
async function cpuSeconds({ child }: ServerProcess): Promise<number> {
  const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
