import { SeededRandom } from '@fieldline/domain-pack';
import { CHARGER_POWER, CHARGER_SHARE, OUTLET_STANDBY_POWER, RATINGS, type ApplianceKind } from './appliances.js';
import { ROOM_SWITCHES } from './room-wiring.js';

const NOMINAL_VOLTAGE = 230;
/** Makers' tolerance on a rating. */
const TOLERANCE = 0.05;

export interface LoadState {
  readonly people: number;
  /** V. */
  readonly voltage: number;
  /** W, of the air conditioner as a whole. */
  readonly acPower: number;
}

/** The appliances of one room, each a little other than its rating. */
export class RoomLoads {
  readonly #factors: readonly number[];

  constructor(seed: number, room: string) {
    const random = new SeededRandom(seed, `${room}/loads`);
    this.#factors = ROOM_SWITCHES.map(() => 1 + random.between(-TOLERANCE, TOLERANCE));
  }

  /** Tenths of a watt that each switch carries. */
  powers(on: readonly boolean[], state: LoadState): readonly number[] {
    return ROOM_SWITCHES.map(({ type }, index) =>
      on[index] === true ? Math.round(10 * (this.#factors[index] as number) * powerOf(type, state)) : 0,
    );
  }
}

/** VA of reactive power that goes with a switch's tenths of a watt. */
export function reactiveOf(index: number, deciwatts: number): number {
  return (deciwatts / 10) * (TANGENTS[index] as number);
}

const TANGENTS = ROOM_SWITCHES.map(({ type }) => Math.tan(Math.acos(RATINGS[type].powerFactor)));

/** Electronics draw the same at any voltage; a fan's motor, as an impedance, by its square. */
function powerOf(type: ApplianceKind, { people, voltage, acPower }: LoadState): number {
  switch (type) {
    case 'ac':
      return acPower;
    case 'fan':
      return RATINGS.fan.ratedPower * (voltage / NOMINAL_VOLTAGE) ** 2;
    case 'outlet':
      return Math.min(
        RATINGS.outlet.ratedPower,
        OUTLET_STANDBY_POWER + Math.round(people * CHARGER_SHARE) * CHARGER_POWER,
      );
    case 'light':
    case 'projector':
    case 'computer':
      return RATINGS[type].ratedPower;
  }
}
