import { decodeReadingHead, type ReadingHead } from '@fieldline/contracts';
import { FencedError, type LedgerStore } from '@fieldline/ingestion';
import type { RecordBatch } from '@fieldline/messaging';
import type { ReadingStore } from '@fieldline/readings';
import { MemoryReadingStore } from '../memory-reading-store.js';
import { FaultyCalls, type CallFaults } from './faulty-calls.js';
import { MemoryLedgerStore } from './memory-ledger-store.js';
import { SeededRandom } from './seeded-random.js';
import { ServerProcess, valueOf } from './server-process.js';
import { SimulatedDevice, type DeviceKind } from './simulated-device.js';
import { SimulatedDisk, type Process } from './simulated-disk.js';
import { SimulatedFleet, TENANT } from './simulated-fleet.js';
import { connect, type SimulatedConnection } from './simulated-network.js';
import { SimulatedClock, SimulatedTime } from './simulated-time.js';
import type { Outcome, StoredRow } from './verdict.js';

export const EPOCH_MS = Date.UTC(2026, 4, 1);
/** How long a zombie may sleep between two of its calls. */
const ZOMBIE_PAUSE_MS = 1_500;

interface Running {
  readonly process: Process;
  readonly clock: SimulatedClock;
  /** A process that lost disk and network but still reaches the stores, as one that was paused and woke up too late. */
  zombie: boolean;
  server: ServerProcess | undefined;
}

interface Logged {
  readonly head: ReadingHead;
  readonly value: number;
  readonly bytes: Buffer;
}

/** One simulated site: devices, a network, a server machine with its disk, the stores beside it. */
export class World {
  readonly time = new SimulatedTime();
  readonly random: SeededRandom;
  readonly disk: SimulatedDisk;
  readonly storeFaults: CallFaults = { away: false, slowMs: 0 };
  readonly devices: readonly SimulatedDevice[];
  readonly faults: string[] = [];
  readonly #fleet: SimulatedFleet;
  readonly #store: MemoryReadingStore;
  readonly #ledger = new MemoryLedgerStore();
  readonly #log = new Map<string, Logged>();
  #running: Running | undefined;
  #connections: SimulatedConnection[] = [];
  #starts = 0;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.disk = new SimulatedDisk(this.time, this.random.fork());
    const names = Array.from({ length: this.random.between(2, 4) }, (_, index) => `device-${index + 1}`);
    this.#fleet = new SimulatedFleet(names);
    this.#store = new MemoryReadingStore({ clock: new SimulatedClock(this.time, EPOCH_MS) });
    this.devices = names.map((externalId, index) => this.#makeDevice(externalId, index));
  }

  /** Starts the server, again and again until its disk lets it. */
  start(): void {
    const process: Process = { alive: true };
    const running: Running = {
      process,
      clock: new SimulatedClock(this.time, EPOCH_MS),
      zombie: false,
      server: undefined,
    };
    this.#running = running;
    this.#starts += 1;
    const calls = new FaultyCalls({ time: this.time, random: this.random.fork(), faults: this.storeFaults });
    const reach = async <T>(effect: () => Promise<T>): Promise<T> => {
      if (!process.alive) await (running.zombie ? this.time.wait(this.random.between(0, ZOMBIE_PAUSE_MS)) : never());
      return calls.call(effect);
    };
    ServerProcess.start({
      process,
      clock: running.clock,
      random: this.random.fork(),
      disk: this.disk.attach(process),
      fleet: this.#fleet,
      store: remoteStore(this.#store, reach),
      ledger: remoteLedger(this.#ledger, reach),
      observe: (batch) => this.#observe(batch),
      onStopped: (error) => this.#stopped(running, error),
    }).then(
      (server) => {
        running.server = server;
      },
      () => {
        if (this.#running === running) this.restart();
      },
    );
  }

  /** The power goes, or the process alone is killed; the server comes back later. */
  crash({ powerLoss, zombie }: { readonly powerLoss: boolean; readonly zombie: boolean }): void {
    if (this.#running === undefined) return;
    this.#kill(zombie);
    if (powerLoss) this.disk.crash();
    this.time.at(this.random.between(10, 800), () => this.start());
  }

  /** An orderly stop, then a new start. */
  restart(): void {
    const stopping = this.#running;
    if (stopping === undefined) return;
    const again = (): void => {
      if (this.#running !== stopping) return;
      this.#kill(false);
      this.time.at(this.random.between(10, 200), () => this.start());
    };
    const { server } = stopping;
    stopping.server = undefined;
    this.cutConnections(1);
    if (server === undefined) again();
    else void server.stop().then(again, again);
  }

  cutConnections(share: number): void {
    for (const connection of this.#connections) if (this.random.chance(share)) connection.cut();
  }

  jumpClock(byMs: number): void {
    this.#running?.clock.jump(byMs);
  }

  /** Everything that was sent is acknowledged, and the writer has caught up. */
  settled(): boolean {
    const server = this.#running?.server;
    return server !== undefined && this.devices.every(({ finished }) => finished) && server.lag() === 0;
  }

  async outcome(): Promise<Outcome> {
    const log = [...this.#log].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, logged]) => logged);
    return {
      devices: this.devices,
      deviceIds: this.#fleet.deviceIds,
      rows: await this.#rows(),
      receipts: this.#ledger.applied(),
      counts: this.#ledger.counts(),
      deadLetters: this.#ledger.deadLetters(),
      log,
    };
  }

  #kill(zombie: boolean): void {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    running.zombie = zombie;
    running.process.alive = false;
    running.clock.kill();
    this.cutConnections(1);
    this.#connections = [];
  }

  #stopped(running: Running, error: Error): void {
    const expected = error instanceof FencedError && running !== this.#running;
    if (!expected && running === this.#running) this.faults.push(`a consumer stopped: ${error.message}`);
  }

  #makeDevice(externalId: string, index: number): SimulatedDevice {
    const kinds: readonly DeviceKind[] = ['timed', 'counted', 'plain'];
    return new SimulatedDevice({
      externalId,
      index: index + 1,
      kind: index === 0 ? 'timed' : this.random.pick(kinds),
      messages: this.random.between(10, 40),
      time: this.time,
      random: this.random.fork(),
      epochMs: EPOCH_MS,
      dial: () => this.#dial(),
      onViolation: (text) => this.faults.push(text),
    });
  }

  #dial(): { readonly stream: SimulatedConnection['device']; readonly start: number } | undefined {
    const server = this.#running?.server;
    if (server === undefined) return undefined;
    const connection = connect(this.time, this.random.fork());
    this.#connections.push(connection);
    server.accept(connection.server);
    return { stream: connection.device, start: this.#starts };
  }

  #observe({ partition, records }: RecordBatch): void {
    for (const { offset, value } of records) {
      const key = `${partition} ${String(offset).padStart(9, '0')}`;
      const before = this.#log.get(key);
      if (before !== undefined && !before.bytes.equals(value)) {
        this.faults.push(`offset ${offset} of partition ${partition} holds another record than before`);
      }
      this.#log.set(key, { head: decodeReadingHead(value).head, value: valueOf(value), bytes: Buffer.from(value) });
    }
  }

  async #rows(): Promise<ReadonlyMap<string, readonly StoredRow[]>> {
    const rows = new Map<string, readonly StoredRow[]>();
    for (const deviceId of this.#fleet.deviceIds.values()) {
      const query = { tenantId: TENANT, deviceId, metric: 'value', from: 0, to: Number.MAX_SAFE_INTEGER };
      const { points } = await this.#store.page(query, 10_000);
      rows.set(
        deviceId,
        points.map(({ at, value }) => ({ measuredAt: at, value: value as number })),
      );
    }
    return rows;
  }
}

/** For a process that is dead. */
function never(): Promise<void> {
  return new Promise(() => undefined);
}

type Reach = <T>(effect: () => Promise<T>) => Promise<T>;

function remoteStore(store: ReadingStore, reach: Reach): ReadingStore {
  return {
    write: (readings) => reach(() => store.write(readings)),
    series: (query, maxPoints) => reach(() => store.series(query, maxPoints)),
    manySeries: (query, maxPoints) => reach(() => store.manySeries(query, maxPoints)),
    rows: (query) => store.rows(query),
    deleteDevice: (tenantId, deviceId) => reach(() => store.deleteDevice(tenantId, deviceId)),
    page: (query, limit, cursor) => reach(() => store.page(query, limit, cursor)),
    latest: (tenantId, deviceIds) => reach(() => store.latest(tenantId, deviceIds)),
    expire: () => reach(() => store.expire()),
  };
}

function remoteLedger(ledger: LedgerStore, reach: Reach): LedgerStore {
  return {
    assign: (group, topic, partition) => reach(() => ledger.assign(group, topic, partition)),
    resume: (group, topic, held) => reach(() => ledger.resume(group, topic, held)),
    load: (deviceIds, stream) => reach(() => ledger.load(deviceIds, stream)),
    deadLetterBytes: (ids) => reach(() => ledger.deadLetterBytes(ids)),
    expireDeadLetters: (before, limit) => reach(() => ledger.expireDeadLetters(before, limit)),
    commit: (change) => reach(() => ledger.commit(change)),
  };
}
