/** One call of publish until it is settled. */
export class PublishTicket {
  readonly lanes: PublishLane[] = [];
  readonly number: number;
  /** Lanes that do not have its records durable yet. */
  waiting = 0;
  failed = false;
  readonly #resolve: () => void;
  readonly #reject: (error: Error) => void;

  constructor(number: number, resolve: () => void, reject: (error: Error) => void) {
    this.number = number;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  resolve(): void {
    this.#resolve();
  }

  reject(error: Error): void {
    this.#reject(error);
  }
}

/**
 * The unsettled calls of one partition, in order. A call settles only when those before it in each of its partitions
 * have, and a failure takes along all that come after it in any of them: so publishing the rejected ones again, in
 * order, keeps the order.
 */
export class PublishLane {
  #tickets: PublishTicket[] = [];
  #head = 0;

  /** Whether the ticket was new to this lane. */
  join(ticket: PublishTicket): boolean {
    if (this.#tickets.length > this.#head && this.#tickets.at(-1) === ticket) return false;
    this.#tickets.push(ticket);
    ticket.lanes.push(this);
    ticket.waiting += 1;
    return true;
  }

  /** This partition has the records of these tickets. */
  durable(tickets: readonly PublishTicket[]): void {
    for (const ticket of tickets) ticket.waiting -= 1;
    settle([this]);
  }

  /** This partition lost the records of this ticket and of all after it. */
  fail(first: PublishTicket, error: Error): void {
    const failed: PublishTicket[] = [];
    const work: { readonly lane: PublishLane; readonly from: number }[] = [{ lane: this, from: first.number }];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      for (const ticket of next.lane.#cut(next.from)) {
        if (ticket.failed) continue;
        ticket.failed = true;
        failed.push(ticket);
        for (const lane of ticket.lanes) if (lane !== next.lane) work.push({ lane, from: ticket.number });
      }
    }
    failed.sort((a, b) => a.number - b.number);
    for (const ticket of failed) ticket.reject(error);
  }

  /** Takes out the tickets from a number on. */
  #cut(from: number): readonly PublishTicket[] {
    let at = this.#tickets.length;
    while (at > this.#head && (this.#tickets[at - 1]?.number ?? 0) >= from) at -= 1;
    return this.#tickets.splice(at);
  }

  get first(): PublishTicket | undefined {
    return this.#tickets[this.#head];
  }

  shift(): void {
    this.#head += 1;
    if (this.#head < 64 || this.#head * 2 < this.#tickets.length) return;
    this.#tickets = this.#tickets.slice(this.#head);
    this.#head = 0;
  }
}

function settle(lanes: PublishLane[]): void {
  for (let lane = lanes.pop(); lane !== undefined; lane = lanes.pop()) {
    for (let ticket = lane.first; ticket !== undefined && isNext(ticket); ticket = lane.first) {
      for (const each of ticket.lanes) {
        each.shift();
        if (each !== lane) lanes.push(each);
      }
      ticket.resolve();
    }
  }
}

function isNext(ticket: PublishTicket): boolean {
  return ticket.waiting === 0 && ticket.lanes.every((lane) => lane.first === ticket);
}
