import type { EventDefinition } from './envelope.js';
import { credentialV1, deviceConnectionV1, deviceV1, profileV1, siteV1 } from './registry/registry.v1.js';
import { refusedV1 } from './telemetry/refused.v1.js';

/** Every event that crosses a process in an envelope; the reading has a record form of its own. */
export const eventDefinitions: readonly EventDefinition[] = [
  refusedV1,
  deviceV1,
  siteV1,
  profileV1,
  credentialV1,
  deviceConnectionV1,
];
