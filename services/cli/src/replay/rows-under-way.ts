/** A row that is not done with yet, and with it all after it. */
export interface UnderWay {
  readonly row: number;
}

/**
 * Which rows of a recording are done with. Rows are handed out in order to the messages of one or several devices, which
 * are acknowledged in any order; what a replay may go on from is the last row before which nothing is open.
 */
export class RowsUnderWay {
  readonly #open = new Set<UnderWay>();
  #last = 0;

  /** The next row; it is open until {@link close}. */
  begin(row: number): UnderWay {
    const underWay = { row };
    this.#last = row;
    this.#open.add(underWay);
    return underWay;
  }

  /** The row is acknowledged, or another that stands before it answers for it. */
  close(underWay: UnderWay): void {
    this.#open.delete(underWay);
  }

  /** This row and all before it are done with; 0 when none is. */
  get doneRow(): number {
    // a set keeps its order, which is that of the rows
    const [first] = this.#open;
    return first === undefined ? this.#last : first.row - 1;
  }
}
