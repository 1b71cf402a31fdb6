const SECONDS_PER_HOUR = 3600;

export interface ChargeCounterStart {
  readonly capacityAh: number;
  readonly nominalAh: number;
  readonly charge: number;
  readonly cycles: number;
  /** Of the shunt: share of the reading, and A. */
  readonly gainError: number;
  readonly offsetA: number;
}

/** State of charge as a management system knows it: by counting what passes its shunt, right again at each full charge. */
export class ChargeCounter {
  #charge: number;
  #capacityAh: number;
  #drawnAh: number;
  #throughputAh: number;

  constructor(private readonly start: ChargeCounterStart) {
    this.#charge = start.charge;
    this.#capacityAh = start.capacityAh;
    this.#drawnAh = (1 - start.charge) * start.capacityAh;
    this.#throughputAh = start.cycles * start.nominalAh;
  }

  /** 0 to 1. */
  get charge(): number {
    return this.#charge;
  }

  get remainingAh(): number {
    return this.#charge * this.#capacityAh;
  }

  /** Net, since the last full charge. */
  get drawnAh(): number {
    return this.#drawnAh;
  }

  /** Of the nominal capacity. */
  get health(): number {
    return this.#capacityAh / this.start.nominalAh;
  }

  /** Equivalent full cycles: charge drawn over nominal capacity. */
  get cycles(): number {
    return this.#throughputAh / this.start.nominalAh;
  }

  /** What the shunt shows of a current, A. */
  measuredA(currentA: number): number {
    return currentA * (1 + this.start.gainError) + this.start.offsetA;
  }

  count(currentA: number, seconds: number): void {
    const drawnAh = (this.measuredA(currentA) * seconds) / SECONDS_PER_HOUR;
    this.#drawnAh += drawnAh;
    this.#throughputAh += Math.max(0, drawnAh);
    this.#charge = Math.min(1, Math.max(0, this.#charge - drawnAh / this.#capacityAh));
  }

  /** The charger found the pack full. */
  full(): void {
    this.#charge = 1;
    this.#drawnAh = 0;
  }

  /** The weakest cell is empty. */
  empty(): void {
    this.#charge = 0;
  }

  age(lostCapacity: number): void {
    this.#capacityAh *= 1 - lostCapacity;
  }
}
