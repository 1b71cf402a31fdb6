import type { Chip, SwitchType } from '@fieldline/contracts';
import { pinFault } from './chip-pins.js';

/** E2. */
export const DEFAULT_UPDATE_INTERVAL_SECONDS = 30;

/** One switch of a board (systems.md E2, E3). */
export interface SwitchConfiguration {
  /** The metric that tells its state. */
  readonly id: string;
  readonly name: string;
  readonly type: SwitchType;
  /** Pin of the button; null: it has none. */
  readonly gpio: number | null;
  /** Pin of the relay. */
  readonly relayGpio: number;
}

export interface SwitchboardConfiguration {
  readonly updateIntervalSeconds: number;
  /** Null: not known. */
  readonly chip: Chip | null;
  /** By id, shorter ones first: `switch2` before `switch10`. */
  readonly switches: readonly SwitchConfiguration[];
  /** Of the device: the name of its place in the site, and its address. */
  readonly room: string | null;
  readonly ip: string | null;
}

/** What is left out stays as it is, or takes its default in a new one; null takes it away. Switches come whole. */
export interface SwitchboardRequest {
  readonly updateIntervalSeconds?: number | undefined;
  readonly chip?: Chip | null | undefined;
  readonly switches: readonly SwitchConfiguration[];
  readonly room?: string | null | undefined;
  readonly ip?: string | null | undefined;
}

export type BoardFacts = Pick<SwitchboardConfiguration, 'room' | 'ip'>;

export function changeSwitchboard(
  current: SwitchboardConfiguration | undefined,
  device: BoardFacts,
  request: SwitchboardRequest,
): SwitchboardConfiguration {
  const before = current?.updateIntervalSeconds ?? DEFAULT_UPDATE_INTERVAL_SECONDS;
  const { updateIntervalSeconds = before, chip = current?.chip ?? null } = request;
  const { room = device.room, ip = device.ip } = request;
  // in one order and form, so that the same switches are always told alike
  const switches = request.switches
    .map(({ id, name, type, gpio, relayGpio }) => ({ id, name, type, gpio, relayGpio }))
    .sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  return { updateIntervalSeconds, chip, room, ip, switches };
}

/** The metrics of a profile that tell the state of a switch: `switch1`, `switch2` and so on, on or off. */
export function switchMetrics(
  metrics: readonly { readonly metric: string; readonly kind: string; readonly type: string }[],
): readonly string[] {
  return metrics
    .filter(({ metric, kind, type }) => kind === 'state' && type === 'boolean' && /^switch[1-9]\d*$/.test(metric))
    .map(({ metric }) => metric);
}

/** The first pin that the chip does not have or that cannot serve; undefined if all is well. */
export function wiringFault(switches: readonly SwitchConfiguration[], chip: Chip | null): string | undefined {
  for (const [index, { gpio, relayGpio }] of switches.entries()) {
    const button = gpio === null ? undefined : pinFault(gpio, 'button', chip);
    if (button !== undefined) return `switches.${index}.gpio: ${button}`;
    const relay = pinFault(relayGpio, 'relay', chip);
    if (relay !== undefined) return `switches.${index}.relayGpio: ${relay}`;
  }
  return undefined;
}

/** Ids and pins that stand twice, and ids that are none of `states`, the profile's switches; undefined if all is well. */
export function switchFault(switches: readonly SwitchConfiguration[], states: readonly string[]): string | undefined {
  const users = new Map<number, string>();
  const ids = new Set<string>();
  for (const [index, { id, gpio, relayGpio }] of switches.entries()) {
    const at = `switches.${index}`;
    if (!states.includes(id)) return `${at}.id: '${id}' is no switch of the device's profile; ${known(states)}`;
    if (ids.has(id)) return `${at}.id: '${id}' stands twice; expected each switch once`;
    ids.add(id);
    for (const [field, pin] of [['gpio', gpio] as const, ['relayGpio', relayGpio] as const]) {
      if (pin === null) continue;
      const user = users.get(pin);
      if (user !== undefined) return `${at}.${field}: GPIO ${pin} is ${user} already; expected a free one`;
      users.set(pin, `${field} of '${id}'`);
    }
  }
  return undefined;
}

function known(states: readonly string[]): string {
  return states.length === 0 ? 'it has none' : `it has ${states.join(', ')}`;
}
