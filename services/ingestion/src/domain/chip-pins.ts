import { CHIPS, LAST_GPIO, type Chip } from '@fieldline/contracts';

export type PinRole = 'button' | 'relay';

interface Pins {
  /** The last GPIO that the chip has. */
  readonly last: number;
  /** GPIOs that the chip does not have, though higher ones exist. */
  readonly absent: readonly number[];
  /** Wired to the flash memory that the chip runs from. */
  readonly flash: readonly number[];
  readonly inputOnly: readonly number[];
}

/**
 * From the data sheets of the ESP32, ESP32-S3 and ESP32-C3 (pin definitions), with a flash in the usual wiring. Modules wired
 * otherwise, such as the ESP32-PICO-V3, name no chip.
 */
const PINS: Readonly<Record<Chip, Pins>> = {
  esp32: { last: 39, absent: [20, 24, ...range(28, 31)], flash: range(6, 11), inputOnly: range(34, 39) },
  'esp32-s3': { last: 48, absent: range(22, 25), flash: range(27, 32), inputOnly: [] },
  'esp32-c3': { last: 21, absent: [], flash: range(12, 17), inputOnly: [] },
};

/** Why a pin cannot serve, and what would be right; undefined when it can. Without a chip, when there is one where it can. */
export function pinFault(pin: number, role: PinRole, chip: Chip | null): string | undefined {
  const faults = (chip === null ? CHIPS : [chip]).map((one) => faultOf(pin, role, one));
  if (faults.includes(undefined)) return undefined;
  const able = role === 'relay' ? 'can drive a relay' : 'can read a button';
  return `GPIO ${pin} ${faults.join(', ')}; expected a pin that ${able}: ${usable(role, chip)}`;
}

function faultOf(pin: number, role: PinRole, chip: Chip): string | undefined {
  const { last, absent, flash, inputOnly } = PINS[chip];
  if (pin > last || absent.includes(pin)) return `is no pin of an ${chip}`;
  if (flash.includes(pin)) return `belongs to the flash of an ${chip}`;
  if (role === 'relay' && inputOnly.includes(pin)) return `of an ${chip} only reads`;
  return undefined;
}

/** All pins that serve, as `0–5, 12–23`. */
function usable(role: PinRole, chip: Chip | null): string {
  const serves = (pin: number): boolean =>
    (chip === null ? CHIPS : [chip]).some((one) => faultOf(pin, role, one) === undefined);
  const runs: [from: number, to: number][] = [];
  for (const pin of range(0, LAST_GPIO).filter(serves)) {
    const run = runs.at(-1);
    if (run?.[1] === pin - 1) run[1] = pin;
    else runs.push([pin, pin]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
