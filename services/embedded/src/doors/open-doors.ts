import type { EmbeddedSettings } from '../settings/embedded.settings.js';
import { readTls } from '../settings/read-tls.js';
import type { DataFolder } from '../start/data-folder.js';
import { openPort, type Door } from './door.js';
import { openSocketDoor, type SocketDoor } from './socket-door.js';

export interface Doors {
  readonly control: SocketDoor;
  /** Where the gateway asks ingestion. */
  readonly ingestion: SocketDoor;
  readonly http: Door;
  readonly metrics: Door;
  readonly close: (graceMs: number) => Promise<void>;
}

/** Metrics tell whoever reads them how much goes on: the network is given the page and MQTT alone. */
const LOOPBACK = '127.0.0.1';

/** Takes the sockets and the HTTP ports; all or none. Rejects with an OperatorError. */
export async function openDoors(settings: EmbeddedSettings, folder: DataFolder): Promise<Doors> {
  const { host, lan, httpPort, metricsPort } = settings;
  const tls = await readTls(settings);
  const open: Pick<Door, 'close'>[] = [];
  const close = async (graceMs: number): Promise<void> => {
    await Promise.all(open.map((door) => door.close(graceMs)));
  };
  const keep = <T extends Pick<Door, 'close'>>(door: T): T => {
    open.push(door);
    return door;
  };
  try {
    const control = keep(await openSocketDoor(folder.controlSocket));
    const ingestion = keep(await openSocketDoor(folder.ingestionSocket));
    const http = keep(await openPort({ name: 'http', flag: 'http-port', host, port: httpPort, tls }));
    const metrics = keep(
      await openPort({ name: 'metrics', flag: 'metrics-port', host: lan ? LOOPBACK : host, port: metricsPort }),
    );
    return { control, ingestion, http, metrics, close };
  } catch (error) {
    await close(0);
    throw error;
  }
}
