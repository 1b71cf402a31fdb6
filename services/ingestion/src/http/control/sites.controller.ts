import { Body, Controller, HttpStatus, Inject, Param, Post, Put, Res } from '@nestjs/common';
import type { SiteV1 } from '@fieldline/contracts';
import type { IssuedEnrolmentKey } from '../../app/issue-credential.js';
import type { Registry } from '../../app/registry.js';
import { DEFAULT_TENANT } from '../../domain/registry-event.js';
import { enrolmentKeyBodySchema, siteBodySchema, siteNameSchema } from './control.schemas.js';
import { parseRequest } from './parse-request.js';
import type { StatusReply } from '../status-reply.js';
import { REGISTRY } from '../tokens.js';

/** Sites and their enrolment keys. */
@Controller('v1/sites')
export class SitesController {
  readonly #registry: Registry;

  constructor(@Inject(REGISTRY) registry: Registry) {
    this.#registry = registry;
  }

  /** 201 when it is new. */
  @Put(':name')
  async put(
    @Param('name') name: unknown,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: StatusReply,
  ): Promise<SiteV1> {
    const site = parseRequest(siteNameSchema, name);
    const { outcome, entity } = await this.#registry.putSite.put(
      DEFAULT_TENANT,
      site,
      parseRequest(siteBodySchema, body),
    );
    reply.status(outcome === 'created' ? HttpStatus.CREATED : HttpStatus.OK);
    return entity;
  }

  @Post(':name/enrolment-keys')
  issueEnrolmentKey(@Param('name') name: unknown, @Body() body: unknown): Promise<IssuedEnrolmentKey> {
    const { profile } = parseRequest(enrolmentKeyBodySchema, body);
    return this.#registry.issueCredential.enrolmentKey(DEFAULT_TENANT, parseRequest(siteNameSchema, name), profile);
  }
}
