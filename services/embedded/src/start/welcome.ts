import type { Registry } from '@fieldline/ingestion';
import { sampleInterval, sampleOf } from '@fieldline/gateway';
import path from 'node:path';
import { DEMO_OFFER } from '../demo/demo-banner.js';
import { FIRST_SITE, TENANT } from '../database/first-steps.js';
import type { Database } from '../database/database.js';
import type { GatewaySide } from '../gateway/gateway-side.js';
import { announceLan } from '../lan/announce-lan.js';
import type { EmbeddedSettings } from '../settings/embedded.settings.js';
import { adminBanner, firstStepsBanner, type FirstSteps } from './banner.js';
import type { DataFolder } from './data-folder.js';
import type { RunFacts } from './run-file.js';

export interface WelcomeParts {
  /** What the first start made; undefined at every other. */
  readonly steps: FirstSteps | undefined;
  readonly registry: Registry;
  readonly database: Pick<Database, 'registry' | 'again'>;
  readonly gateway: GatewaySide;
  readonly settings: EmbeddedSettings;
  readonly folder: DataFolder;
  readonly facts: RunFacts;
  /** Shows something to the person who started the server. */
  readonly tell: (text: string) => void;
}

/** Says how to get in, when the database is up: at the first start with what is shown only once. */
export async function welcome(parts: WelcomeParts): Promise<void> {
  const { steps, registry, database, gateway, settings, folder, facts, tell } = parts;
  gateway.databaseReady();
  const admin = await database.again(() => gateway.identity.adminAccount.firstAdmin(TENANT));
  if (admin !== undefined) tell(adminBanner(admin, facts));
  if (steps !== undefined) tell(firstStepsBanner(steps, facts, folder.path));
  if (settings.lan) {
    const programs = path.join(folder.path, 'programs');
    const sample = (profile: string) => sampleFor(gateway, profile);
    const where = { file: folder.lanFile, folder: programs };
    const lan = { registry, store: database.registry, facts, tenantId: TENANT, site: FIRST_SITE, sampleOf: sample };
    tell(await database.again(() => announceLan({ ...lan, ...where })));
  }
  if (steps !== undefined && !settings.demo) tell(DEMO_OFFER);
}

function sampleFor({ fleet, catalogue }: GatewaySide, profile: string) {
  const metrics = fleet.tenant(TENANT).versionsOf(profile)[0]?.metrics ?? [];
  return { sample: sampleOf(metrics, catalogue.hintsOf(profile)), everySeconds: sampleInterval(metrics) };
}
