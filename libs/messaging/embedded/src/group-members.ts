import type { EmbeddedSubscription } from './embedded-subscription.js';

/** Shares the partitions of a topic among the members of one group in this process: partition p goes to member p mod n. */
export class GroupMembers {
  readonly #partitions: number;
  #members: readonly EmbeddedSubscription[] = [];
  #sharing: Promise<void> = Promise.resolve();

  constructor(partitions: number) {
    this.#partitions = partitions;
  }

  join(member: EmbeddedSubscription): Promise<void> {
    this.#members = [...this.#members, member];
    return this.#share([]);
  }

  /** Resolves when the member's batches in flight have ended. */
  leave(member: EmbeddedSubscription): Promise<void> {
    this.#members = this.#members.filter((each) => each !== member);
    return this.#share([member]);
  }

  get members(): readonly EmbeddedSubscription[] {
    return this.#members;
  }

  #share(leaving: readonly EmbeddedSubscription[]): Promise<void> {
    this.#sharing = this.#sharing.then(() => this.#shareOut(leaving));
    return this.#sharing;
  }

  async #shareOut(leaving: readonly EmbeddedSubscription[]): Promise<void> {
    const members = this.#members;
    const owner = (partition: number): EmbeddedSubscription | undefined => members[partition % members.length];
    const revoked = [...leaving, ...members].flatMap((member) =>
      member.partitions.filter((partition) => owner(partition) !== member).map((partition) => member.revoke(partition)),
    );
    await Promise.all(revoked);
    for (let partition = 0; partition < this.#partitions; partition += 1) owner(partition)?.assign(partition);
  }
}
