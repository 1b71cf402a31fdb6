import 'reflect-metadata';
import type { INestApplication, Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Logger } from '@fieldline/platform';
import type { Door } from '../doors/door.js';
import { NestLogger } from './nest-logger.js';

/** A door to an application, and what is noted of each request that comes through it. */
export interface Entrance {
  readonly door: Pick<Door, 'server' | 'open'>;
  readonly note?: (request: IncomingMessage) => void;
}

export interface ApplicationOptions {
  readonly module: Type | DynamicModule;
  /** At least one; all listen already. */
  readonly entrances: readonly [Entrance, ...Entrance[]];
  readonly logger: Logger;
  /** Hooks and routes of Fastify itself, before those of the module. */
  readonly prepare?: (fastify: FastifyInstance) => Promise<void> | void;
  /** `prepare` answers what no route answers; else Nest does. */
  readonly ownNotFound?: boolean;
}

/** Makes a Nest application behind doors that listen already, and lets requests in. */
export async function openApplication(options: ApplicationOptions): Promise<INestApplication> {
  const { module, entrances, logger, prepare, ownNotFound = false } = options;
  let handler: RequestListener | undefined;
  const settings = {
    serverFactory: (requests: RequestListener) => {
      handler = requests;
      return entrances[0].door.server;
    },
  };
  const adapter = ownNotFound ? new QuietAdapter(settings) : new FastifyAdapter(settings);
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  await prepare?.(application.getHttpAdapter().getInstance());
  await application.init();
  await application.getHttpAdapter().getInstance().ready();
  if (handler === undefined) throw new Error('Fastify asked for no server');
  for (const { door, note } of entrances) door.open(noting(handler, note));
  return application;
}

function noting(handler: RequestListener, note: Entrance['note']): RequestListener {
  if (note === undefined) return handler;
  return (request, response) => {
    note(request);
    handler(request, response);
  };
}

/** Fastify takes one answer to what is not found; this one leaves it to those who prepared. */
class QuietAdapter extends FastifyAdapter {
  override setNotFoundHandler(): ReturnType<FastifyAdapter['setNotFoundHandler']> {
    return this.getInstance();
  }
}
