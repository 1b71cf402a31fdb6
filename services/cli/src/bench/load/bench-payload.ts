/** The yardstick: so many bytes with seven values. */
export const PAYLOAD_BYTES = 168;

const SEQ_DIGITS = 7;
const FIRST_SEQ = 10 ** (SEQ_DIGITS - 1);
const TIME_DIGITS = 13;

/** The reading of one device; time, count and a digit of the voltage are patched in place from message to message. */
export interface BenchPayload {
  readonly bytes: Buffer;
  /** Of the last digit of `ts`, which rises by 1 ms a reading. */
  readonly timeEndAt: number;
  /** Of the last digit of `seq`. */
  readonly seqEndAt: number;
  /** Of a digit that follows the last digit of `seq`. */
  readonly varyingAt: number;
  readonly firstSeq: number;
}

/** `firstAt`: time of the first reading, ms since 1970. */
export function benchPayload(firstAt: number): BenchPayload {
  const time = String(firstAt).padStart(TIME_DIGITS, '0');
  const text =
    `{"ts":${time},"seq":${FIRST_SEQ},"values":{"voltage":3.650,"current":1.25,"power":4.56,"chargeDrawn":0.1,` +
    '"energyDrawn":0.4,"temperature":25.6,"ambientTemperature":25}}';
  return {
    bytes: Buffer.from(text),
    timeEndAt: text.indexOf(time) + TIME_DIGITS - 1,
    seqEndAt: text.indexOf(`${FIRST_SEQ},`) + SEQ_DIGITS - 1,
    varyingAt: text.indexOf('3.650') + 4,
    firstSeq: FIRST_SEQ,
  };
}

const NINE = 0x39;
const ZERO = 0x30;

/** Adds one to a decimal number in ASCII, in place. */
export function increment(bytes: Buffer, lastDigitAt: number): void {
  for (let at = lastDigitAt; ; at--) {
    const digit = bytes[at] as number;
    if (digit !== NINE) {
      bytes[at] = digit + 1;
      return;
    }
    bytes[at] = ZERO;
  }
}
