/** Something that waits for room. */
export interface RoomWaiter {
  roomAgain(): void;
}

/**
 * Bounds what all connections together have taken in and the log does not have yet. Messages with an acknowledgement
 * may fill it; those without (QoS 0) only half of it, so that they are shed first.
 */
export class InFlight {
  #messages = 0;
  #bytes = 0;
  readonly #waiters = new Set<RoomWaiter>();

  constructor(
    private readonly maxMessages: number,
    private readonly maxBytes: number,
  ) {}

  get messages(): number {
    return this.#messages;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether there is room for a message that will be acknowledged; if not, `waiter` hears when there is. */
  hasRoom(waiter: RoomWaiter): boolean {
    if (!this.#isFull()) return true;
    this.#waiters.add(waiter);
    return false;
  }

  take(bytes: number): void {
    this.#messages++;
    this.#bytes += bytes;
  }

  /** Takes room for a message without acknowledgement; false when it must be shed. */
  takeLoose(bytes: number): boolean {
    if (this.#messages * 2 >= this.maxMessages || this.#bytes * 2 >= this.maxBytes) return false;
    this.take(bytes);
    return true;
  }

  give(messages: number, bytes: number): void {
    this.#messages -= messages;
    this.#bytes -= bytes;
    if (this.#waiters.size === 0 || this.#isFull()) return;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.roomAgain();
  }

  /** The waiter is gone. */
  leave(waiter: RoomWaiter): void {
    this.#waiters.delete(waiter);
  }

  #isFull(): boolean {
    return this.#messages >= this.maxMessages || this.#bytes >= this.maxBytes;
  }
}
