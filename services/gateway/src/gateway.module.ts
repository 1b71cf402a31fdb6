import { ProblemFilter } from '@fieldline/http';
import type { Logger } from '@fieldline/platform';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { IDENTITY, type Identity } from './app/identity.js';
import { SessionController } from './http/session.controller.js';
import { PROFILE_BOOK, SnippetsController, type ProfileBook } from './http/snippets.controller.js';
import { TokensController } from './http/tokens.controller.js';
import { DEVICE_ADDRESS, type FindDeviceAddress } from './ports/device-address.js';

/** What is made once for the process and passed in. */
export interface GatewayModuleParts {
  readonly identity: Identity;
  readonly profiles: ProfileBook;
  readonly deviceAddress: FindDeviceAddress;
  readonly logger: Logger;
}

/** The gateway's own routes; who may come in and what is forwarded stands before them, see {@link prepareGateway}. */
@Module({})
export class GatewayModule {
  static register(parts: GatewayModuleParts): DynamicModule {
    const providers: Provider[] = [
      { provide: IDENTITY, useValue: parts.identity },
      { provide: PROFILE_BOOK, useValue: parts.profiles },
      { provide: DEVICE_ADDRESS, useValue: parts.deviceAddress },
      { provide: APP_FILTER, useValue: new ProblemFilter(parts.logger) },
    ];
    return { module: GatewayModule, controllers: [SessionController, TokensController, SnippetsController], providers };
  }
}
