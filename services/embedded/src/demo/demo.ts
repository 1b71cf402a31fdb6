import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Registry } from '@fieldline/ingestion';
import type { Logger } from '@fieldline/platform';
import type { RunFacts } from '../start/run-file.js';
import { demoDone, demoStarted } from './demo-banner.js';
import type { DemoJob, DemoMessage } from './demo-job.js';
import { registerFleets } from './register-fleets.js';

const ENTRY = fileURLToPath(new URL('./demo-process.js', import.meta.url));
const SEED = 1;
const DAY_MS = 86_400_000;

export interface DemoParts {
  readonly registry: Registry;
  readonly facts: RunFacts;
  readonly logger: Logger;
  readonly tell: (text: string) => void;
}

/**
 * The sample fleets of all domains, sending through MQTT from a process of their own. When none of their devices was there
 * before, the day before comes first.
 */
export class Demo {
  readonly #parts: DemoParts;
  #child: ChildProcess | undefined;

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  /** Resolves when the fleets are registered; they come to life by themselves. */
  async start(): Promise<void> {
    const { registry, facts, tell } = this.#parts;
    const plain = facts.addresses.find(({ transport }) => transport === 'mqtt');
    if (plain === undefined) {
      tell('The sample fleets speak MQTT without TLS, which this server does not; they stay away.');
      return;
    }
    const { logins, sites, isNew } = await registerFleets(registry, SEED);
    tell(demoStarted({ devices: logins.length, sites, isNew }));
    const mqttUrl = `mqtt://${plain.host}:${plain.port}`;
    this.#bringToLife({ mqttUrl, seed: SEED, logins, historyMs: isNew ? DAY_MS : 0 });
  }

  stop(): void {
    this.#child?.disconnect();
    this.#child = undefined;
  }

  #bringToLife(job: DemoJob): void {
    const { logger, tell } = this.#parts;
    const child = fork(ENTRY, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    child.on('message', (message: DemoMessage) => {
      if (message.kind === 'history') tell(demoDone(message));
      else logger.error(`the sample fleets stopped: ${message.message}`);
    });
    child.on('error', (error) => logger.error({ err: error }, 'the sample fleets cannot be started'));
    child.on('exit', () => (this.#child = undefined));
    child.send(job);
  }
}
