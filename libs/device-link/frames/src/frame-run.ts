/** Joins frames that lie side by side in one buffer, so that a chunk of whole frames is passed on as it came. */
export class FrameRun {
  #buffer: Buffer | undefined;
  #start = 0;
  #end = 0;

  /** Whether the frame could be joined; if not, the run must be taken first. */
  add(buffer: Buffer, start: number, end: number): boolean {
    if (this.#buffer === undefined) {
      this.#buffer = buffer;
      this.#start = start;
    } else if (buffer !== this.#buffer || start !== this.#end) {
      return false;
    }
    this.#end = end;
    return true;
  }

  /** Empties the run. */
  take(): Buffer | undefined {
    const buffer = this.#buffer;
    this.#buffer = undefined;
    const whole = this.#start === 0 && this.#end === buffer?.length;
    return whole ? buffer : buffer?.subarray(this.#start, this.#end);
  }
}
