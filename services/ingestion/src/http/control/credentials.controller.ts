import { Controller, Delete, HttpCode, HttpStatus, Inject, Param } from '@nestjs/common';
import type { Registry } from '../../app/registry.js';
import { DEFAULT_TENANT } from '../../domain/registry-event.js';
import { credentialIdSchema } from './control.schemas.js';
import { parseRequest } from './parse-request.js';
import { REGISTRY } from '../tokens.js';

/** Secrets and enrolment keys by their id. */
@Controller('v1/credentials')
export class CredentialsController {
  readonly #registry: Registry;

  constructor(@Inject(REGISTRY) registry: Registry) {
    this.#registry = registry;
  }

  /** Revokes it and closes the connections it may have opened. */
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  revoke(@Param('id') id: unknown): Promise<void> {
    return this.#registry.issueCredential.revoke(
      { tenantId: DEFAULT_TENANT, sites: null },
      parseRequest(credentialIdSchema, id),
    );
  }
}
