/** What resists and what drives, by orders of Guzzella and Sciarretta, Vehicle Propulsion Systems, 3rd ed. 2013, ch. 2 and 3. */
interface Chassis {
  /** kg, with driver. */
  readonly mass: number;
  /** Drag coefficient × frontal area, m². */
  readonly dragArea: number;
  /** Rolling resistance, share of the weight. */
  readonly rolling: number;
  /** m. */
  readonly wheelRadius: number;
  readonly wheelbase: number;
  /** Electric consumers but lamps, wipers and the computer, W. */
  readonly auxiliary: number;
  /** Share of the power that gears and joints pass on. */
  readonly driveline: number;
  /** Most power of engine or motor, W. */
  readonly power: number;
  /** Energy of fuel or battery that this vehicle needs by type approval, J/m. */
  readonly approved: number;
  /** Stops at customers on each round. */
  readonly customers: number;
}

export interface CombustionDesign extends Chassis {
  readonly kind: 'combustion';
  /** m³. */
  readonly displacement: number;
  /** N·m. */
  readonly torque: number;
  /** Engine turns for one turn of the wheels, first gear first. */
  readonly ratios: readonly number[];
  /** l. */
  readonly tank: number;
}

export interface ElectricDesign extends Chassis {
  readonly kind: 'electric';
  /** Motor turns for one turn of the wheels. */
  readonly ratio: number;
  /** J. */
  readonly battery: number;
  /** V and Ω of the battery. */
  readonly voltage: number;
  readonly resistance: number;
  /** What the depot's charger brings into the battery, W. */
  readonly charger: number;
}

export type VehicleDesign = CombustionDesign | ElectricDesign;

const KWH = 3.6e6; // J
/** Petrol, J/l: 43 MJ/kg, 0.745 kg/l (EN 228 permits 0.720 to 0.775). */
export const PETROL = 32.0e6;
const perHundred = (amount: number, joule: number): number => (amount * joule) / 100_000;

const CAR = { rolling: 0.011, wheelRadius: 0.31, driveline: 0.94, auxiliary: 350, wheelbase: 2.65 } as const;
const VAN = { ...CAR, rolling: 0.012, wheelRadius: 0.34, auxiliary: 450, wheelbase: 3.3 } as const;

/** Vehicles of a fleet take these in turn. */
export const VEHICLE_DESIGNS: readonly VehicleDesign[] = [
  {
    ...CAR,
    ...{ kind: 'combustion', mass: 1450, dragArea: 0.66, power: 85e3, torque: 170, displacement: 1.5e-3 },
    ...{ ratios: [14, 8, 5.3, 4, 3.2, 2.6], tank: 45, approved: perHundred(6, PETROL), customers: 0 },
  },
  {
    ...CAR,
    ...{ kind: 'electric', mass: 1750, dragArea: 0.62, power: 120e3, ratio: 9, approved: perHundred(17, KWH) },
    ...{ battery: 58 * KWH, voltage: 350, resistance: 0.08, charger: 10e3, customers: 0 },
  },
  {
    ...VAN,
    ...{ kind: 'combustion', mass: 2300, dragArea: 1.5, power: 100e3, torque: 300, displacement: 2.0e-3 },
    ...{ ratios: [15, 8.4, 5.6, 4.1, 3.3, 2.7], tank: 70, approved: perHundred(11, PETROL), customers: 5 },
  },
  {
    ...VAN,
    ...{ kind: 'electric', mass: 2600, dragArea: 1.4, power: 100e3, ratio: 10, approved: perHundred(28, KWH) },
    ...{ battery: 75 * KWH, voltage: 400, resistance: 0.08, charger: 20e3, customers: 5 },
  },
];
