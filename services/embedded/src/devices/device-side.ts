import type { LinkAddress } from '@fieldline/device-link';
import { BrokerDeviceLink, type ListenerOptions } from '@fieldline/device-link-broker';
import { allPacks } from '@fieldline/domains';
import { DeadLetterQuota, IngestReadings, INGESTION_TOPICS, Registry, type RegistryStore } from '@fieldline/ingestion';
import { openServerKey } from '@fieldline/ingestion/adapters';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';
import type { EmbeddedSettings } from '../settings/embedded.settings.js';
import { readTls } from '../settings/read-tls.js';
import type { DataFolder } from '../start/data-folder.js';
import type { ProcessParts } from '../start/process-parts.js';
import { registerEnrolmentMetrics } from './enrolment-metrics.js';
import { registerIngestMetrics } from './ingest-metrics.js';

export interface DeviceSideParts extends ProcessParts {
  readonly settings: EmbeddedSettings;
  readonly folder: DataFolder;
  /** May be away: only changes and new enrolments need it. */
  readonly registryStore: RegistryStore;
}

/** All that a PUBACK needs: journal, registry snapshot, ingestion, device link. No database. */
export interface DeviceSide {
  readonly bus: EmbeddedMessageBus;
  readonly registry: Registry;
  /** Takes dead letters that pass now. */
  readonly replays: IngestReadings['replays'];
  /** What refusals may still take, as far as this side knows. */
  readonly refusalQuota: DeadLetterQuota;
  readonly addresses: readonly LinkAddress[];
  /** Accepts nothing new and lets held PUBACKs go out. */
  readonly hangUp: (graceMs: number) => Promise<void>;
  /** Lets go of registry and journal; the last step. */
  readonly close: () => Promise<void>;
}

/** Resolves when devices may connect. Rejects with an OperatorError for what an operator can mend, then nothing is left open. */
export async function openDeviceSide(parts: DeviceSideParts): Promise<DeviceSide> {
  const { settings, folder, clock, random, logger, health, metrics, runId, tracing } = parts;
  const common = { clock, random, logger, metrics, runId };
  const [serverKey, listeners] = [await openServerKey(folder.serverKeyFile, random), await listenersOf(settings)];
  const bus = await EmbeddedMessageBus.open({
    ...common,
    folder: folder.journal,
    topics: INGESTION_TOPICS,
    disk: new NodeDisk(),
  });
  try {
    const registry = new Registry({ ...common, bus, store: parts.registryStore, serverKey, packs: allPacks });
    await registry.start();
    const quota = new DeadLetterQuota();
    const ingest = new IngestReadings({ ...common, bus, space: bus, quota, registry: registry.snapshot });
    registerIngestMetrics(metrics, ingest);
    registerEnrolmentMetrics(metrics, registry);
    const link = new BrokerDeviceLink({
      ...common,
      listeners,
      directory: registry.directory,
      ...(tracing && { tracing }),
      onShed: (sender, count) => ingest.noteShed(sender, count),
    });
    registry.snapshot.onDisconnect((deviceId) => link.disconnect(deviceId));
    health.register({ name: 'log', critical: true, problem: () => bus.health() });
    health.register(registry.check);
    const addresses = await link.start((messages) => ingest.handle(messages));
    return {
      bus,
      registry,
      replays: ingest.replays,
      refusalQuota: quota,
      addresses,
      hangUp: (graceMs) => link.close(graceMs),
      close: () => registry.close().finally(() => bus.close()),
    };
  } catch (error) {
    await bus.close();
    throw error;
  }
}

async function listenersOf(settings: EmbeddedSettings): Promise<readonly ListenerOptions[]> {
  const { host, mqttPort, wsPort } = settings;
  const tls = await readTls(settings);
  const secure = tls === undefined ? {} : { tls };
  return [
    { kind: 'mqtt', host, port: mqttPort, setting: '--port', ...secure },
    { kind: 'ws', host, port: wsPort, setting: '--ws-port', ...secure },
  ];
}
