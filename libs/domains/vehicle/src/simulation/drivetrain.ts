import { PETROL, type CombustionDesign, type ElectricDesign } from './vehicle-design.js';

/** One step of engine or motor: where the power goes, W; `drawn` = machineLoss + drivelineLoss + auxiliary + brakes + wheels. */
export interface DriveStep {
  /** From fuel or battery; negative when braking charges. */
  drawn: number;
  machineLoss: number;
  drivelineLoss: number;
  auxiliary: number;
  /** Turned to heat by the friction brakes. */
  brakes: number;
  /** 1/min. */
  engineSpeed: number;
  /** At the transmission, N·m. */
  torque: number;
  /** From 1. */
  gear: number;
  /** Share of the power that this speed offers. */
  pedal: number;
}

/** Power wanted at the wheels (negative: to be taken from them), W, and speed, m/s. */
export interface DriveDemand {
  readonly wheels: number;
  readonly speed: number;
  /** Electric consumers, W. */
  readonly electric: number;
}

/** Willans: indicated efficiency and friction mean pressure of petrol engines (Guzzella and Sciarretta 2013, ch. 3.1). */
const INDICATED = 0.4;
const FRICTION_PRESSURE = 1.6e5; // Pa
/** Alternators turn about so much of their power to electricity. */
const ALTERNATOR = 0.65;
const IDLE = 13; // 1/s
/** Speeds above which the next gear is taken, m/s; it is given back at four fifths of it. */
const SHIFT_UP = [5, 9.2, 14.2, 19.5, 26.4];
const SHIFT_BACK = 0.8;

/** Petrol engine with stepped gears; keeps its gear between steps. */
export class CombustionDrive {
  readonly #design: CombustionDesign;
  #gear = 1;

  constructor(design: CombustionDesign) {
    this.#design = design;
  }

  step({ wheels, speed, electric }: DriveDemand): DriveStep {
    const { driveline, displacement } = this.#design;
    const wanted = wheels > 0 ? wheels / driveline : 0;
    this.#shift(speed, wanted);
    const turns = this.#turns(speed);
    const friction = (FRICTION_PRESSURE * displacement * turns) / 2;
    const auxiliary = electric / ALTERNATOR;
    // an engine dragged along takes what it needs to turn from the wheels, the brakes take the rest
    const dragged = wheels < 0 ? Math.min(-wheels, (friction + auxiliary) / driveline) : 0;
    const shaft = wheels < 0 ? -dragged * driveline : wanted;
    const drawn = Math.max(0, (shaft + auxiliary + friction) / INDICATED);
    return {
      drawn,
      machineLoss: drawn - shaft - auxiliary,
      drivelineLoss: wheels < 0 ? dragged + shaft : shaft - wheels,
      auxiliary,
      brakes: wheels < 0 ? -wheels - dragged : 0,
      engineSpeed: turns * 60,
      torque: shaft / (2 * Math.PI * turns),
      gear: this.#gear,
      pedal: wheels > 0 ? Math.min(1, shaft / this.#available(this.#gear, speed)) : 0,
    };
  }

  #shift(speed: number, wanted: number): void {
    while (this.#gear < this.#design.ratios.length && speed > (SHIFT_UP[this.#gear - 1] ?? Infinity)) this.#gear++;
    while (this.#gear > 1 && speed < SHIFT_BACK * (SHIFT_UP[this.#gear - 2] ?? 0)) this.#gear--;
    while (this.#gear > 1 && wanted > this.#available(this.#gear, speed)) this.#gear--;
  }

  #turns(speed: number, gear = this.#gear): number {
    const wheel = speed / (2 * Math.PI * this.#design.wheelRadius);
    return Math.max(IDLE, wheel * (this.#design.ratios[gear - 1] ?? 1));
  }

  #available(gear: number, speed: number): number {
    return Math.min(this.#design.power, this.#design.torque * 2 * Math.PI * this.#turns(speed, gear));
  }
}

/** Motor and inverter, standing and by power, W and share: good ones reach 90 to 95 % in town. */
const MOTOR = { standing: 150, share: 0.05 } as const;
/** Share of the motor's power with which braking may charge, and the speed below which it does not, m/s. */
const RECUPERATION = 0.5;
const SLOWEST = 2;

/** Electric drive of one gear that charges its battery when braking. */
export class ElectricDrive {
  readonly #design: ElectricDesign;

  constructor(design: ElectricDesign) {
    this.#design = design;
  }

  step({ wheels, speed, electric }: DriveDemand): DriveStep {
    const { driveline, power, voltage, resistance, ratio, wheelRadius } = this.#design;
    const recuperated = wheels < 0 && speed > SLOWEST ? Math.min(-wheels, RECUPERATION * power) : 0;
    const shaft = wheels > 0 ? wheels / driveline : -recuperated * driveline;
    const motorLoss = speed > 0 ? MOTOR.standing + MOTOR.share * Math.abs(shaft) : 0;
    const terminals = shaft + motorLoss + electric;
    const machineLoss = motorLoss + (terminals / voltage) ** 2 * resistance;
    const turns = (speed / (2 * Math.PI * wheelRadius)) * ratio;
    return {
      drawn: shaft + machineLoss + electric,
      machineLoss,
      drivelineLoss: wheels > 0 ? shaft - wheels : recuperated + shaft,
      auxiliary: electric,
      brakes: wheels < 0 ? -wheels - recuperated : 0,
      engineSpeed: turns * 60,
      torque: turns > 0 ? shaft / (2 * Math.PI * turns) : 0,
      gear: 1,
      pedal: wheels > 0 ? Math.min(1, shaft / power) : 0,
    };
  }
}

/** Litres of petrol for an energy in J. */
export const litres = (energy: number): number => energy / PETROL;
