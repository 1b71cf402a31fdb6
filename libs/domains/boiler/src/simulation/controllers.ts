export interface ControllerSettings {
  /** Output a unit of error. */
  readonly gain: number;
  /** s. */
  readonly integralTime: number;
  readonly min: number;
  readonly max: number;
}

/** Proportional-integral controller; its integral waits while the output is at an end (anti-windup by conditional integration). */
export class PiController {
  readonly #settings: ControllerSettings;
  #integral: number;

  constructor(settings: ControllerSettings, output: number) {
    this.#settings = settings;
    this.#integral = output;
  }

  /** Output after `seconds` with this error; `feedForward` is added before the ends. */
  step(error: number, seconds: number, feedForward = 0): number {
    const { gain, integralTime, min, max } = this.#settings;
    const wanted = feedForward + this.#integral + gain * error;
    const output = Math.min(max, Math.max(min, wanted));
    if (output === wanted || Math.sign(output - wanted) === Math.sign(error)) {
      this.#integral += (gain * error * seconds) / integralTime;
    }
    return output;
  }
}

/** Something that follows with a delay of first order; the step is exact, whatever its length. */
export function follow(value: number, target: number, stepPerLag: number): number {
  return target + (value - target) * Math.exp(-stepPerLag);
}
