import { HEALTH, type Health } from '@fieldline/platform';
import { ProblemFilter } from '@fieldline/http';
import { IngestionModule, type ControlApiParts } from '@fieldline/ingestion/nest';
import { Module, type DynamicModule, type INestApplication } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Doors } from '../doors/open-doors.js';
import { HealthController } from './health.controller.js';
import { openApplication } from './open-application.js';
import { SERVER_STATUS, StatusController, type ServerStatus } from './status.controller.js';

export interface ApplicationsParts extends ControlApiParts {
  readonly health: Health;
  readonly status: ServerStatus;
}

/** Opens the public pages on the HTTP port, and the control API on its socket alone. */
export async function openApplications(doors: Doors, parts: ApplicationsParts): Promise<readonly INestApplication[]> {
  const { health, logger } = parts;
  const healthProvider = { provide: HEALTH, useValue: health };
  const pages: DynamicModule = {
    module: PagesModule,
    controllers: [HealthController],
    providers: [healthProvider, { provide: APP_FILTER, useValue: new ProblemFilter(logger) }],
  };
  const control: DynamicModule = {
    module: ControlModule,
    imports: [IngestionModule.register(parts)],
    controllers: [StatusController],
    providers: [healthProvider, { provide: SERVER_STATUS, useValue: parts.status }],
  };
  return [
    await openApplication({ module: pages, entrances: [{ door: doors.http }], logger }),
    await openApplication({ module: control, entrances: [{ door: doors.control }], logger }),
  ];
}

@Module({})
class PagesModule {}

@Module({})
class ControlModule {}
