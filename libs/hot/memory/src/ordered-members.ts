export interface ScoredMember {
  readonly member: string;
  readonly score: number;
}

/** Members with scores, sorted when they are asked for. */
export class OrderedMembers {
  readonly #scores = new Map<string, number>();
  #sorted: readonly ScoredMember[] | undefined;

  get size(): number {
    return this.#scores.size;
  }

  put(member: string, score: number): void {
    this.#scores.set(member, score);
    this.#sorted = undefined;
  }

  remove(member: string): void {
    if (this.#scores.delete(member)) this.#sorted = undefined;
  }

  removeLowest(count: number): void {
    for (const { member } of this.top(this.size).slice(-count)) this.remove(member);
  }

  top(limit: number): readonly ScoredMember[] {
    this.#sorted ??= [...this.#scores]
      .map(([member, score]) => ({ member, score }))
      .sort((a, b) => b.score - a.score || (a.member < b.member ? 1 : -1));
    return this.#sorted.slice(0, Math.max(0, limit));
  }
}
