import type { Clock, Logger } from '@fieldline/platform';
import { archiveLimit } from '../domain/battery-configuration.js';
import type { DeviceConfigurationStore } from '../ports/device-configuration-store.js';

export interface ArchiveBatteriesParts {
  readonly configuration: DeviceConfigurationStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Moves configurations of batteries that have not changed for five years into the archive (B4). Run it from time to time. */
export class ArchiveBatteries {
  readonly #parts: ArchiveBatteriesParts;

  constructor(parts: ArchiveBatteriesParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { configuration, clock, logger } = this.#parts;
    const archived = await configuration.archiveBatteries(archiveLimit(clock.now()));
    if (archived > 0) logger.info({ archived }, 'battery configurations unchanged for five years were archived');
  }
}
