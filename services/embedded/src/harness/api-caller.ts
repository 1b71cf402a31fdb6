import { API_PREFIX } from '@fieldline/contracts';
import { createLogger, reachableHost, systemClock, systemRandom, ulid } from '@fieldline/platform';
import { createPool } from '@fieldline/relational';
import { createHash } from 'node:crypto';
import type { ServerProcess } from './server-process.js';

export interface Asked {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where it is no JSON. */
  readonly json: unknown;
}

/** Asks the API of a running server over HTTP, with a token. */
export class ApiCaller {
  constructor(
    readonly origin: string,
    readonly token: string,
  ) {}

  async ask(method: string, path: string, { query = {}, body, headers = {} }: Asked = {}): Promise<Answered> {
    const search = new URLSearchParams(query).toString();
    const plain = typeof body === 'string';
    const answer = await fetch(`${this.origin}${API_PREFIX}${path}${search === '' ? '' : `?${search}`}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': plain ? 'text/csv' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
  }

  /** The answer itself; rejects with what was said where it is no success. */
  async get<T>(method: string, path: string, asked?: Asked): Promise<T> {
    const answer = await this.ask(method, path, asked);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json as T;
  }
}

/** A caller of the first tenant, with a token that the owner of the data folder made. */
export async function adminOf(server: ServerProcess): Promise<ApiCaller> {
  const body = { name: 'system test', scope: 'admin', expiresInDays: 1 };
  const { token } = await server.control<{ token: string }>('POST', `${API_PREFIX}/tokens`, body);
  return new ApiCaller(await originOf(server), token);
}

/** A second tenant and its admin; there is no route that makes a tenant, so it is put into the database. */
export async function adminOfNewTenant(server: ServerProcess, tenantId: string): Promise<ApiCaller> {
  const token = `flt_${'abcdefghijklmnopqrstuvwxyz234567'.split('').reverse().join('')}`;
  const { url } = (await server.facts()).postgres;
  const database = createPool(url, { applicationName: 'system test', max: 1, logger: createLogger('test', 'silent') });
  try {
    await database.query('insert into registry.tenant (id, name) values ($1, $2)', [tenantId, tenantId]);
    await database.query(
      `insert into identity.token (tenant_id, id, digest, name, scope, created_at, created_by)
       values ($1, $2, $3, 'system test', 'admin', now(), 'system test')`,
      [tenantId, ulid(systemClock, systemRandom), createHash('sha256').update(token).digest()],
    );
  } finally {
    await database.end();
  }
  return new ApiCaller(await originOf(server), token);
}

async function originOf(server: ServerProcess): Promise<string> {
  const { http } = await server.facts();
  return `${http.scheme}://${reachableHost(http.host)}:${http.port}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // CSV, a stream, or nothing
  }
}
