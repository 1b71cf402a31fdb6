import type { EmbeddedSettings } from '../settings/embedded.settings.js';
import { openControlDoor } from './control-door.js';
import { openPort, type Door } from './door.js';

export interface Doors {
  readonly control: Omit<Door, 'host' | 'port'>;
  readonly http: Door;
  readonly metrics: Door;
  readonly close: (graceMs: number) => Promise<void>;
}

/** Takes the control socket and the HTTP ports; all or none. Rejects with an OperatorError. */
export async function openDoors(settings: EmbeddedSettings, controlSocket: string): Promise<Doors> {
  const { host, httpPort, metricsPort } = settings;
  const open: Pick<Door, 'close'>[] = [];
  const close = async (graceMs: number): Promise<void> => {
    await Promise.all(open.map((door) => door.close(graceMs)));
  };
  const keep = <T extends Pick<Door, 'close'>>(door: T): T => {
    open.push(door);
    return door;
  };
  try {
    const control = keep(await openControlDoor(controlSocket));
    const http = keep(await openPort({ name: 'http', flag: 'http-port', host, port: httpPort }));
    const metrics = keep(await openPort({ name: 'metrics', flag: 'metrics-port', host, port: metricsPort }));
    return { control, http, metrics, close };
  } catch (error) {
    await close(0);
    throw error;
  }
}
