import 'reflect-metadata';
import type { INestApplication, Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RequestListener } from 'node:http';
import type { Logger } from '@fieldline/platform';
import type { Door } from '../doors/door.js';
import { NestLogger } from './nest-logger.js';

/** Makes a Nest application behind a door that listens already, and lets requests in. */
export async function openApplication(
  module: Type | DynamicModule,
  door: Pick<Door, 'server' | 'open'>,
  logger: Logger,
): Promise<INestApplication> {
  let handler: RequestListener | undefined;
  const adapter = new FastifyAdapter({
    serverFactory: (requests: RequestListener) => {
      handler = requests;
      return door.server;
    },
  });
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  await application.init();
  await application.getHttpAdapter().getInstance().ready();
  if (handler === undefined) throw new Error('Fastify asked for no server');
  door.open(handler);
  return application;
}
