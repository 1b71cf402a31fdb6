import {
  localClock,
  SeededRandom,
  type FleetSite,
  type LocalClock,
  type SimulatedDevice,
  type SimulatedValues,
} from '@fieldline/domain-pack';
import { Driver } from './driver.js';
import { EnergyStore } from './energy-store.js';
import { EnvironmentalScore } from './environmental-score.js';
import { layRoute } from './lay-route.js';
import { HARSH, Motion } from './motion.js';
import { OnBoardComputer, type ComputerSituation } from './on-board-computer.js';
import { placeOn, type Place, type Route } from './route.js';
import { surroundingsAt, type Surroundings } from './surroundings.js';
import { TripPlan, type Duty } from './trip-plan.js';
import type { VehicleDesign } from './vehicle-design.js';
import { EVENTS, EventQueue } from './vehicle-events.js';
import { drivingValues, parkedValues } from './vehicle-values.js';

const STEP_MS = 1000;
/** Computer, trips and a parked vehicle are looked at so often, steps; also for how long an event is told. */
const LOOK_EVERY = 10;
/** The same for weather and light. */
const WEATHER_EVERY = 60;
/** W: both headlamps with all that lights up with them, wipers, the computer. */
const CONSUMERS = { lamps: 150, wipers: 60, computer: 80 } as const;
const DEPOT: Place = { x: 0, y: 0, z: 0, heading: 0 };
/** A battery emptier than this waits for its charger. */
const ENOUGH = 0.3;

/** Where vehicles of a site live. */
export interface Depot extends FleetSite {
  /** m above the sea. */
  readonly altitude: number;
}

export interface VehicleWorld {
  readonly seed: number;
  /** External id; same seed and name, same life. */
  readonly name: string;
  readonly site: Depot;
  readonly design: VehicleDesign;
  readonly duty: Duty;
}

/** A vehicle between its depot and its rounds: one-second steps from its start. */
export class SimulatedVehicle implements SimulatedDevice {
  readonly world: VehicleWorld;
  readonly motion: Motion;
  readonly store: EnergyStore;
  readonly score: EnvironmentalScore;
  readonly computer: OnBoardComputer;
  readonly #startAt: number;
  readonly #local: LocalClock;
  readonly #route: Route;
  readonly #temper: number;
  readonly #trips: TripPlan;
  readonly #events = new EventQueue(LOOK_EVERY);
  readonly #odometer: number;
  #steps = 0;
  #surroundings: Surroundings;
  #driver: Driver | undefined;
  #tripSteps = 0;
  /** Energy drawn before this trip, J. */
  #drawnBefore = 0;
  #harsh = false;
  #warned = false;

  constructor(world: VehicleWorld, startAt: number) {
    const { seed, name, site, design, duty } = world;
    this.world = world;
    this.#startAt = startAt;
    this.#local = localClock(site.timeZone);
    this.#surroundings = this.#look(startAt);
    const random = new SeededRandom(seed, `vehicle:${name}`);
    this.#route = layRoute(random, design.customers);
    this.#temper = random.fraction();
    this.#odometer = random.between(5e6, 120e6);
    this.motion = new Motion(design);
    this.store = new EnergyStore(design, random.between(0.5, 0.9));
    this.score = new EnvironmentalScore(design.approved);
    const begin = {
      leak: random.between(1, 5),
      leaked: random.between(0, 25),
      uptime: Math.floor(random.between(0, 3 * 86_400)),
    };
    this.computer = new OnBoardComputer({ seed, name, site: site.name }, begin);
    this.#trips = new TripPlan({ seed, name, duty }, this.#surroundings.local);
  }

  get driver(): Driver | undefined {
    return this.#driver;
  }

  advance(at: number): SimulatedValues {
    const until = Math.floor((at - this.#startAt) / STEP_MS);
    for (; this.#steps < until; this.#steps++) this.#step();
    const { seed, name } = this.world;
    const seen = {
      ...{ vehicle: this, situation: this.#situation(), driver: this.#driver, place: this.#place() },
      ...{ odometer: this.#odometer + this.motion.distance, tripSteps: this.#tripSteps },
      tripEnergy: this.motion.totals.drawn - this.#drawnBefore,
      noise: new SeededRandom(seed, `noise:${name}:${this.#steps}`),
    };
    const values = this.#driver === undefined ? parkedValues(seen) : drivingValues(seen, this.#driver);
    return { ...values, ...this.#events.at(this.#steps) };
  }

  #step(): void {
    if (this.#steps % WEATHER_EVERY === 0) this.#surroundings = this.#look(this.#now());
    if (this.#steps % LOOK_EVERY === 0) {
      if (this.#driver === undefined) this.#rest();
      for (const event of this.computer.step(this.#situation(), LOOK_EVERY)) this.#tell(event);
    }
    if (this.#driver !== undefined) this.#drive(this.#driver);
  }

  #rest(): void {
    this.store.rest(LOOK_EVERY);
    if (this.#warned && !this.store.low && this.world.design.kind === 'electric') this.#tellRefilled();
    if (!this.#trips.due(this.#surroundings.local)) return;
    if (this.world.design.kind === 'electric' && this.store.level < ENOUGH) return;
    const { seed, name } = this.world;
    const random = new SeededRandom(seed, `trip:${name}:${this.#now()}`);
    this.#driver = new Driver(this.#route, random, this.#temper);
    this.#tripSteps = 0;
    this.#drawnBefore = this.motion.totals.drawn;
    this.store.start();
    this.#tell(EVENTS.ignitionOn);
  }

  #drive(driver: Driver): void {
    const { motion, store } = this;
    const { dark, raining } = this.#surroundings;
    const electric =
      this.world.design.auxiliary +
      CONSUMERS.computer +
      (dark || raining ? CONSUMERS.lamps : 0) +
      (raining ? CONSUMERS.wipers : 0) +
      store.starterCharge;
    const metres = motion.step(driver, electric, STEP_MS / 1000);
    const { drawn, acceleration, speed } = motion.state;
    store.drive(drawn, STEP_MS / 1000);
    this.#tripSteps++;
    const harsh = Math.abs(acceleration) > HARSH;
    const begins = harsh && !this.#harsh;
    if (begins) this.#tell(acceleration < 0 ? EVENTS.harshBraking : EVENTS.harshAcceleration);
    this.#harsh = harsh;
    this.score.drive(metres, drawn, begins);
    if (store.low && !this.#warned) {
      this.#warned = true;
      this.#tell(EVENTS.lowEnergy);
    }
    if (driver.home && speed === 0) this.#arrive();
  }

  #arrive(): void {
    this.#driver = undefined;
    this.motion.rest();
    this.#tell(EVENTS.ignitionOff);
    if (this.store.refuel()) this.#tellRefilled();
  }

  #tellRefilled(): void {
    if (this.#warned) this.#tell(EVENTS.refilled);
    this.#warned = false;
  }

  #tell(event: Parameters<EventQueue['add']>[1]): void {
    this.#events.add(this.#steps + 1, event);
  }

  #now(): number {
    return this.#startAt + this.#steps * STEP_MS;
  }

  #look(at: number): Surroundings {
    const { seed, site } = this.world;
    return surroundingsAt(seed, site, { at, local: this.#local(at) });
  }

  #place(): Place {
    return this.#driver === undefined ? DEPOT : placeOn(this.#driver.piece, this.#driver.along);
  }

  #situation(): ComputerSituation {
    return {
      ...this.#surroundings,
      at: this.#now(),
      driving: this.#driver !== undefined,
      speed: this.motion.state.speed * 3.6,
      place: this.#place(),
    };
  }
}
