import 'reflect-metadata';
import { routes } from '@fieldline/contracts';
import { MemoryHotStore } from '@fieldline/hot-memory';
import { nestPath, ProblemFilter } from '@fieldline/http';
import { createLogger, RetriableError, systemClock, systemRandom, ulid, type Clock } from '@fieldline/platform';
import { request } from 'node:http';
import { Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { postgresIdentityStores } from '../adapters/postgres-identity-stores.js';
import { openTestDatabase, type TestDatabase } from '../adapters/test-database.contract.js';
import { Identity, IDENTITY } from '../app/identity.js';
import { SessionController } from '../http/session.controller.js';
import { TokensController } from '../http/tokens.controller.js';
import { answerProblem } from '../pages/answer-problem.js';
import type { GrantedRequest } from './grant.js';
import { installAccess } from './install-access.js';
import { addTestTenant, CHEAP_SCRYPT, type TestTenant } from './tenant-fixture.contract.js';

const logger = createLogger('test', 'silent');

/** Stands still until it is moved on, so that nothing in a spec depends on how fast it runs. */
export class TestClock implements Clock {
  #at = 1_800_000_000_000;

  readonly now = (): number => this.#at;
  readonly monotonic = (): number => this.#at;
  readonly setTimer: Clock['setTimer'] = (callback, delayMs) => systemClock.setTimer(callback, delayMs);
  readonly defer: Clock['defer'] = (callback) => systemClock.defer(callback);

  pass(ms: number): void {
    this.#at += ms;
  }
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Asking {
  readonly token?: string;
  readonly cookie?: string;
  readonly csrf?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is. */
  readonly body?: unknown;
}

/** A gateway on a real PostgreSQL, with a handful of routes that say who called and count what they did. */
export class AccessRig {
  readonly clock = new TestClock();
  /** PostgreSQL does not answer. */
  storeAway = false;
  /** The requests come through the control socket. */
  owner = false;
  /** What the routes that change something did. */
  effects = 0;
  /** Runs within each effect. */
  during: () => Promise<unknown> = () => Promise.resolve();
  /** What the route for new sites answers with. */
  createStatus = 201;
  identity!: Identity;
  hot!: MemoryHotStore;
  #application: NestFastifyApplication | undefined;
  readonly #lost: (NestFastifyApplication | undefined)[] = [];
  #run = { ended: false };
  #url = '';
  #numbers = 0;

  private constructor(readonly database: TestDatabase) {}

  static async open(): Promise<AccessRig> {
    const rig = new AccessRig(await openTestDatabase());
    await rig.restart();
    return rig;
  }

  get stores() {
    const run = this.#run;
    return postgresIdentityStores(() => {
      if (this.storeAway || run.ended) throw new RetriableError('PostgreSQL is away');
      return this.database.pool;
    });
  }

  /** A new run of the process on the same database; what was in memory is gone. */
  async restart(): Promise<void> {
    await this.#application?.close();
    this.#run = { ended: false };
    this.hot = new MemoryHotStore({ clock: this.clock, maxEntries: 10_000 });
    const { clock, hot, stores } = this;
    const runId = ulid(systemClock, systemRandom);
    this.identity = new Identity({
      ...{ stores, hot, clock, random: systemRandom, logger, runId },
      scryptCost: CHEAP_SCRYPT,
    });
    const adapter = new FastifyAdapter();
    installAccess(adapter.getInstance<FastifyInstance>(), {
      ...{ identity: this.identity, logger, isOwnerRequest: () => this.owner },
      hosts: { machine: 'box', published: ['fieldline.example'] },
    });
    await adapter.getInstance<FastifyInstance>().register((fastify, _options, done) => {
      this.#addRoutes(fastify);
      done();
    });
    const providers = [
      { provide: IDENTITY, useValue: this.identity },
      { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
    ];
    const module = { module: TestModule, controllers: [SessionController, TokensController], providers };
    this.#application = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
    await this.#application.listen(0, '127.0.0.1');
    this.#url = await this.#application.getUrl();
  }

  /** A new run beside the old one, from which nothing is written down any more: as after `kill -9`. */
  async crash(): Promise<void> {
    const lost = this.#application;
    this.#application = undefined;
    this.#run.ended = true;
    await this.restart();
    this.#lost.push(lost);
  }

  /** A tenant that no other case has. */
  newTenant(): Promise<TestTenant> {
    return addTestTenant(this.stores, `tenant-${++this.#numbers}`, this.clock);
  }

  async ask(method: string, target: string, asking: Asking = {}): Promise<Asked> {
    const { token, cookie, csrf, body } = asking;
    const answer = await fetch(`${this.#url}${target}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asking.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Asked['body']);
    return { status: answer.status, headers: answer.headers, body: parsed };
  }

  /** With a Host header of its own, which fetch does not send. */
  rawAsk(method: string, target: string, { cookie, csrf, headers }: Asking): Promise<{ readonly status: number }> {
    return new Promise((resolve, reject) => {
      const sent = {
        ...(cookie === undefined ? {} : { cookie }),
        ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
        ...headers,
      };
      const asking = request(`${this.#url}${target}`, { method, headers: sent }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0 });
      });
      asking.once('error', reject);
      asking.end();
    });
  }

  /** Cookie and CSRF token of a new session. */
  async signIn(name: string, password: string): Promise<{ readonly cookie: string; readonly csrf: string }> {
    const answer = await this.ask('POST', '/api/v1/session', { body: { name, password } });
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { cookie, csrf: String(answer.body['csrfToken']) };
  }

  async close(): Promise<void> {
    for (const application of [this.#application, ...this.#lost]) await application?.close();
    await this.database.close();
  }

  #addRoutes(fastify: FastifyInstance): void {
    const who = (request: FastifyRequest) => ({ ...(request as GrantedRequest).caller });
    const page = (request: FastifyRequest) => ({ page: (request as GrantedRequest).caller ?? 'nobody' });
    fastify.setErrorHandler((error, _request, reply) => answerProblem(error, reply));
    fastify.get(nestPath(routes.listSites), (request, reply) => reply.send(who(request)));
    fastify.delete(nestPath(routes.deleteSite), (request, reply) => reply.send(who(request)));
    fastify.post(nestPath(routes.createSite), async (request, reply) => {
      const effect = ++this.effects;
      await this.during();
      return reply.status(this.createStatus).send({ effect, secret: 'only once', by: who(request).name });
    });
    fastify.get('/', (request, reply) => reply.send(page(request)));
    fastify.get('/api/v1/forgotten', (request, reply) => reply.send(page(request)));
  }
}

@Module({})
class TestModule {}
