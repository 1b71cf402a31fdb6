import type { MetricValue } from '@fieldline/contracts';
import type { SimulatedValues } from '@fieldline/domain-pack';
import type { Reading } from '../sender/counting.js';
import { payloadOf } from '../sender/sending.js';
import { once, type BeginEpisode } from './fault.js';

const KINDS = [notJson, truncated, wrongTypes] as const;

/** A message that holds no reading. Its number is not used up: the device never counted it. */
export const garbage: BeginEpisode = (_turn, random) => {
  const make = KINDS[Math.floor(random.fraction() * KINDS.length)] as (typeof KINDS)[number];
  const share = random.fraction();
  return once(({ at, values, counting }) => ({
    send: [{ payload: make(counting.peek(at, values), share) }],
    faults: 1,
  }));
};

/** What a boot loader says on the same line. */
function notJson(): string {
  return 'ets Jun  8 2016 00:22:57\r\nrst:0x10 (RTCWDT_RTC_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n';
}

/** A buffer that was too short. */
function truncated(reading: Reading, share: number): string {
  const payload = payloadOf(reading);
  return payload.slice(0, 1 + Math.floor(share * (payload.length - 1)));
}

/** Every value in a type that its metric cannot have. */
function wrongTypes(reading: Reading): string {
  const entries = Object.entries(reading.values).map(([metric, value]) => [metric, otherType(value)]);
  return payloadOf({ ...reading, values: Object.fromEntries(entries) as SimulatedValues });
}

function otherType(value: MetricValue): MetricValue {
  return typeof value === 'string' ? 0 : 'nan';
}
