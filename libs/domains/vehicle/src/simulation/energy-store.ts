import { PETROL, type VehicleDesign } from './vehicle-design.js';

/** 12 V, 60 Ah. */
const STARTER_BATTERY = 12 * 60 * 3600; // J
/** Modem and watchdog of a parked vehicle, W. */
const STANDBY = 3;
/** One start of the engine, J: 2 kW for 2 s. */
const START = 4000;
/** W at an empty starter battery, less the fuller it is. */
const STARTER_CHARGE = 900;
/** Chargers of a depot stop here: gentler on the battery. */
const CHARGED = 0.9;
const LOW = 0.15;

/** What a vehicle lives on: tank and starter battery, or traction battery. Shares of 1. */
export class EnergyStore {
  readonly #design: VehicleDesign;
  readonly #capacity: number;
  #held: number;
  #starter = 0.95;

  constructor(design: VehicleDesign, level: number) {
    this.#design = design;
    this.#capacity = design.kind === 'electric' ? design.battery : design.tank * PETROL;
    this.#held = level * this.#capacity;
  }

  /** Of tank or traction battery. */
  get level(): number {
    return this.#held / this.#capacity;
  }

  /** Of the battery that the vehicle lives on: traction battery, else starter battery. */
  get battery(): number {
    return this.#design.kind === 'electric' ? this.level : this.#starter;
  }

  get low(): boolean {
    return this.level < LOW;
  }

  /** Electric power that charges the starter battery, W; it is part of what the engine drives. */
  get starterCharge(): number {
    return this.#design.kind === 'electric' ? 0 : STARTER_CHARGE * (1 - this.#starter);
  }

  start(): void {
    if (this.#design.kind === 'combustion') this.#starter -= START / STARTER_BATTERY;
  }

  /** One step of driving: J drawn (negative: brought back) and seconds of charging the starter battery. */
  drive(joule: number, seconds: number): void {
    this.#held = Math.min(this.#capacity, Math.max(0, this.#held - joule));
    this.#starter += (this.starterCharge * seconds) / STARTER_BATTERY;
  }

  /** Parked at the depot: on the charger, or on the starter battery. */
  rest(seconds: number): void {
    const { kind } = this.#design;
    if (kind === 'combustion') this.#starter = Math.max(0, this.#starter - (STANDBY * seconds) / STARTER_BATTERY);
    else if (this.level < CHARGED) this.#held += this.#design.charger * seconds;
  }

  /** A tank that is low is filled; batteries are charged while they {@link rest}. Tells whether it was. */
  refuel(): boolean {
    if (this.#design.kind === 'electric' || !this.low) return false;
    this.#held = this.#capacity;
    return true;
  }
}
