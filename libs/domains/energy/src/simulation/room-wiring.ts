import type { ApplianceKind } from './appliances.js';

export interface WiredSwitch {
  /** Its metric in the profile `switchboard`. */
  readonly id: string;
  readonly name: string;
  readonly type: ApplianceKind;
  /** Pin of the push button. */
  readonly gpio: number;
  /** Pin of the relay. */
  readonly relayGpio: number;
}

/** A classroom's switches. Relays stand at pins that can drive one, buttons at 34 to 39 too, which only read (ESP32 data sheet). */
export const ROOM_SWITCHES: readonly WiredSwitch[] = [
  { id: 'switch1', name: 'Light, window side', type: 'light', gpio: 34, relayGpio: 16 },
  { id: 'switch2', name: 'Light, door side', type: 'light', gpio: 35, relayGpio: 17 },
  { id: 'switch3', name: 'Fan, front', type: 'fan', gpio: 36, relayGpio: 18 },
  { id: 'switch4', name: 'Fan, rear', type: 'fan', gpio: 39, relayGpio: 19 },
  { id: 'switch5', name: 'Projector', type: 'projector', gpio: 32, relayGpio: 21 },
  { id: 'switch6', name: 'Air conditioner', type: 'ac', gpio: 33, relayGpio: 22 },
  { id: 'switch7', name: 'Teacher’s computer', type: 'computer', gpio: 25, relayGpio: 23 },
  { id: 'switch8', name: 'Outlets', type: 'outlet', gpio: 26, relayGpio: 27 },
];
