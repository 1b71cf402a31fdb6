import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Registry, RegistryStore } from '@fieldline/ingestion';
import { asError, OperatorError, reachableHost, type Clock, type Logger } from '@fieldline/platform';
import type { RunFacts } from '../start/run-file.js';
import { demoDone, demoRefused, demoStarted } from './demo-banner.js';
import { readDemoFile, writeDemoFile, type DemoState } from './demo-file.js';
import type { DemoJob, DemoMessage } from './demo-job.js';
import { registerFleets } from './register-fleets.js';

const ENTRY = fileURLToPath(new URL('./demo-process.js', import.meta.url));
const SEED = 1;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface DemoParts {
  readonly registry: Registry;
  readonly store: RegistryStore;
  /** Keeps how far the history has come. */
  readonly file: string;
  readonly clock: Clock;
  readonly facts: RunFacts;
  readonly logger: Logger;
  readonly tell: (text: string) => void;
}

/**
 * The sample fleets of all domains, sending through MQTT from a process of their own. The day before their first start comes
 * first; where that was interrupted it is sent again from the same beginning, with all since then.
 */
export class Demo {
  readonly #parts: DemoParts;
  #child: ChildProcess | undefined;

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  /** Resolves when the fleets are registered, or told why they stay away; they come to life by themselves. */
  async start(): Promise<void> {
    const { facts, logger, tell } = this.#parts;
    const plain = facts.addresses.find(({ transport }) => transport === 'mqtt');
    if (plain === undefined) {
      tell(demoRefused('they speak MQTT without TLS, which this server does not'));
      return;
    }
    try {
      await this.#begin(`mqtt://${reachableHost(plain.host)}:${plain.port}`);
    } catch (error) {
      // a server that takes readings goes on without its sample fleets
      if (!(error instanceof OperatorError)) logger.error({ err: error }, 'the sample fleets cannot be registered');
      tell(demoRefused(asError(error).message));
    }
  }

  async #begin(mqttUrl: string): Promise<void> {
    const { registry, store, file, clock, tell } = this.#parts;
    const known = await readDemoFile(file);
    const { logins, sites } = await registerFleets(registry, store, SEED);
    const now = clock.now();
    const state = known ?? { historyFrom: now - DAY_MS, boot: Math.floor(now / 1_000), isAcknowledged: false };
    if (known === undefined) await writeDemoFile(file, state);
    const { historyFrom: from, boot, isAcknowledged } = state;
    const hours = isAcknowledged ? undefined : (now - from) / HOUR_MS;
    tell(demoStarted({ devices: logins.length, sites, hours }));
    this.#bringToLife({ mqttUrl, seed: SEED, logins, ...(isAcknowledged ? {} : { history: { from, boot } }) }, state);
  }

  stop(): void {
    this.#child?.disconnect();
    this.#child = undefined;
  }

  #bringToLife(job: DemoJob, state: DemoState): void {
    const { logger, file, tell } = this.#parts;
    const child = fork(ENTRY, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    child.on('message', (message: DemoMessage) => {
      if (message.kind === 'failed') return logger.error(`the sample fleets stopped: ${message.message}`);
      writeDemoFile(file, { ...state, isAcknowledged: true }).then(
        () => tell(demoDone(message)),
        (error: unknown) => logger.error({ err: error }, `${file} cannot be written: the history comes again`),
      );
    });
    child.on('error', (error) => logger.error({ err: error }, 'the sample fleets cannot be started'));
    child.on('exit', () => (this.#child = undefined));
    child.send(job);
  }
}
