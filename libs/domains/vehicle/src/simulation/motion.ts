import type { Driver } from './driver.js';
import { CombustionDrive, ElectricDrive, type DriveStep } from './drivetrain.js';
import type { VehicleDesign } from './vehicle-design.js';

const GRAVITY = 9.80665; // m/s²
/** kg/m³ at 20 °C and 1013 hPa. */
const AIR_DENSITY = 1.204;
/** Wheels and shafts that must be turned too make the mass seem larger by so much. */
const ROTATING = 1.04;
/** Beyond this, m/s², braking and accelerating count as harsh: about 0.3 g, telematics' usual threshold. */
export const HARSH = 3;

/** Where the energy went since the beginning, J. */
export interface EnergyTotals {
  /** Of the fuel burned, or taken from the battery less what braking brought back. */
  drawn: number;
  machineLoss: number;
  drivelineLoss: number;
  auxiliary: number;
  brakes: number;
  drag: number;
  rolling: number;
}

export interface MotionState extends DriveStep {
  /** m/s. */
  speed: number;
  /** m/s², of the last step. */
  acceleration: number;
}

const STILL: DriveStep = {
  ...{ drawn: 0, machineLoss: 0, drivelineLoss: 0, auxiliary: 0, brakes: 0 },
  ...{ engineSpeed: 0, torque: 0, gear: 1, pedal: 0 },
};

/** Longitudinal motion of one vehicle: what the driver wishes, within what the vehicle can, and what that costs. */
export class Motion {
  readonly design: VehicleDesign;
  readonly totals: EnergyTotals = {
    ...{ drawn: 0, machineLoss: 0, drivelineLoss: 0, auxiliary: 0 },
    ...{ brakes: 0, drag: 0, rolling: 0 },
  };
  readonly #drive: CombustionDrive | ElectricDrive;
  #state: MotionState = { ...STILL, speed: 0, acceleration: 0 };
  /** m. */
  #distance = 0;

  constructor(design: VehicleDesign) {
    this.design = design;
    this.#drive = design.kind === 'electric' ? new ElectricDrive(design) : new CombustionDrive(design);
  }

  get state(): MotionState {
    return this.#state;
  }

  get distance(): number {
    return this.#distance;
  }

  /** J. */
  get kineticEnergy(): number {
    return (this.design.mass * ROTATING * this.#state.speed ** 2) / 2;
  }

  /** One step of driving, with so many W of electric consumers; tells the metres covered. */
  step(driver: Driver, electric: number, seconds: number): number {
    const { design, totals } = this;
    const { speed } = this.#state;
    const next = driver.wish(speed, this.#strongest(driver), seconds);
    const mean = (speed + next) / 2;
    const metres = mean * seconds;
    const [kinetic, height] = [this.kineticEnergy, driver.altitude];
    driver.move(metres, seconds);
    this.#state.speed = next;
    const drag = this.#drag(mean) * metres;
    const rolling = this.#rolling() * metres;
    const lifted = design.mass * GRAVITY * (driver.altitude - height);
    const wheels = (this.kineticEnergy - kinetic + drag + rolling + lifted) / seconds;
    const step = this.#drive.step({ wheels, speed: mean, electric });
    this.#state = { ...step, speed: next, acceleration: (next - speed) / seconds };
    this.#distance += metres;
    totals.drag += drag;
    totals.rolling += rolling;
    for (const part of ['drawn', 'machineLoss', 'drivelineLoss', 'auxiliary', 'brakes'] as const) {
      totals[part] += step[part] * seconds;
    }
    return metres;
  }

  /** Engine off. */
  rest(): void {
    this.#state = { ...STILL, speed: 0, acceleration: 0 };
  }

  /** What the power permits at the end of this step, m/s². */
  #strongest(driver: Driver): number {
    const { power, driveline, mass } = this.design;
    const { speed } = this.#state;
    const force = (power * driveline) / (speed + driver.eagerness);
    const resisting = this.#drag(speed) + this.#rolling() + mass * GRAVITY * driver.piece.grade;
    return Math.max(0, (force - resisting) / (mass * ROTATING));
  }

  #drag(speed: number): number {
    return (AIR_DENSITY / 2) * this.design.dragArea * speed ** 2;
  }

  #rolling(): number {
    return this.design.rolling * this.design.mass * GRAVITY;
  }
}
