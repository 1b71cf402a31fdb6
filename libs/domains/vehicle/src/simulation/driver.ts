import type { SeededRandom } from '@fieldline/domain-pack';
import { placeOn, type RoadPiece, type Route } from './route.js';

/** How far drivers look ahead, m. */
const SIGHT = 400;
/** A stop is reached within this, m. */
const ARRIVED = 0.3;

/** How one drives: accelerations in m/s². Beyond 3 m/s² people call it harsh (telematics’ usual threshold, about 0.3 g). */
interface Manner {
  readonly accelerate: number;
  readonly brake: number;
  /** Share of the limit that is driven. */
  readonly pace: number;
}

/** Takes a vehicle along its route: how fast, and how long it stands. Holds the limits and stops where it has to. */
export class Driver {
  readonly route: Route;
  readonly #random: SeededRandom;
  /** 0 calm … 1 hasty. */
  readonly #temper: number;
  #at = 0;
  #along = 0;
  #manner: Manner;
  #wait = 0;
  #waitedFor: RoadPiece['end'] = 'road';
  /** Whether the light at this piece's end is red. */
  #red = false;

  constructor(route: Route, random: SeededRandom, temper: number) {
    this.route = route;
    this.#random = random;
    this.#temper = temper;
    this.#manner = this.#mood();
  }

  get piece(): RoadPiece {
    return this.route.pieces[this.#at] as RoadPiece;
  }

  /** m along {@link piece}. */
  get along(): number {
    return this.#along;
  }

  /** Seconds still to stand. */
  get wait(): number {
    return this.#wait;
  }

  /** What it stands at; `road` while it goes. */
  get standsAt(): RoadPiece['end'] {
    return this.#wait > 0 ? this.#waitedFor : 'road';
  }

  get home(): boolean {
    return this.#at >= this.route.pieces.length - 1 && this.#stopDistance() < ARRIVED;
  }

  get altitude(): number {
    return placeOn(this.piece, this.#along).z;
  }

  /** Acceleration wished when nothing is in the way. */
  get eagerness(): number {
    return this.#manner.accelerate;
  }

  /** Speed wished at the end of a step that begins with `speed`; `strongest` is what the vehicle can accelerate. */
  wish(speed: number, strongest: number, seconds: number): number {
    if (this.#wait > 0 || this.home) return 0;
    const { accelerate, brake, pace } = this.#manner;
    const target = this.piece.limit * pace;
    // the nearer to the target, the gentler (as in the intelligent driver model: Treiber, Hennecke, Helbing 2000)
    const eager = Math.min(strongest, accelerate) * (1 - Math.min(1, speed / target) ** 4);
    let wished = speed > target ? Math.max(target, speed - brake * seconds) : speed + eager * seconds;
    let ahead = this.piece.length - this.#along;
    for (let at = this.#at; ahead < SIGHT && at < this.route.pieces.length; at++) {
      const next = this.route.pieces[at + 1];
      const limit = next === undefined || this.#stopsAtEndOf(at) ? 0 : next.limit * pace;
      wished = Math.min(wished, safeSpeed({ speed, limit, ahead, brake, seconds }));
      if (limit === 0 || next === undefined) break;
      ahead += next.length;
    }
    return wished;
  }

  /** Goes on by so many metres; where it has to stand, it stays at the line. */
  move(metres: number, seconds: number): void {
    if (this.#wait > 0) {
      this.#wait = Math.max(0, this.#wait - seconds);
      if (this.#wait === 0) this.#enter();
      return;
    }
    this.#along += metres;
    if (!this.home && this.#stopsAtEndOf(this.#at) && this.#stopDistance() < ARRIVED) {
      this.#waitedFor = this.piece.end;
      const [least, most] = this.#waitedFor === 'customer' ? [120, 360] : [2, 60];
      this.#wait = Math.round(this.#random.between(least, most));
      this.#along = this.piece.length;
    }
    while (this.#at < this.route.pieces.length - 1 && this.#wait === 0 && this.#along >= this.piece.length)
      this.#enter();
  }

  #stopDistance(): number {
    return this.piece.length - this.#along;
  }

  #enter(): void {
    this.#along -= this.piece.length;
    this.#at++;
    this.#red = this.#random.fraction() < 0.5;
    this.#manner = this.#mood();
  }

  /** A light further on is taken for green: the curve before it keeps the speed low enough. */
  #stopsAtEndOf(at: number): boolean {
    const { end } = this.route.pieces[at] as RoadPiece;
    return end === 'customer' || end === 'depot' || (end === 'traffic-light' && at === this.#at && this.#red);
  }

  /** Mostly gentle; the hastier, the oftener not. */
  #mood(): Manner {
    const random = this.#random;
    const harsh = random.fraction() < 0.06 * this.#temper;
    return {
      accelerate: (harsh ? 3.4 : random.between(1, 1.6)) + 0.6 * this.#temper,
      brake: harsh ? random.between(3.3, 4.2) : random.between(1.2, 1.9) + 0.5 * this.#temper,
      pace: random.between(0.9, 0.97) + 0.06 * this.#temper,
    };
  }
}

/**
 * Highest speed after a step from which `limit` is still reached over the distance left, braking with `brake`:
 * ahead = (v + v′)/2 · Δt + (v′² − limit²)/(2 · brake), solved for v′ (the idea of Gipps 1981).
 */
function safeSpeed(to: { speed: number; limit: number; ahead: number; brake: number; seconds: number }): number {
  const half = (to.brake * to.seconds) / 2;
  const root = half ** 2 + to.limit ** 2 + 2 * to.brake * (to.ahead - (to.speed * to.seconds) / 2);
  return root <= 0 ? 0 : Math.max(0, Math.sqrt(root) - half);
}
