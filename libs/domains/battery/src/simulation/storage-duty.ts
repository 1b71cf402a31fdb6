import { localClock, wander } from '@fieldline/domain-pack';
import { outdoorC } from './climate.js';
import type { Duty, DutySettings } from './duty.js';

const STEP_S = 10;
const MINUTE_MS = 60_000;
const SUN = { fromHour: 8.5, hours: 8, share: 0.3 } as const;
const EVENING = { fromHour: 17, hours: 6, share: 0.17 } as const;
/** Of the energy, an hour: what a house draws at any time. */
const BASE_SHARE = 0.008;
const ROOM_C = 21;
/** A technical room follows the weather outside so far. */
const ROOM_FOLLOWS = 0.2;

/** Charges from the sun around noon, clouds and all, and gives it back in the evening. */
export function storageDuty({ seed, place, device, timeZone, climate, energyWh }: DutySettings): Duty {
  const clock = localClock(timeZone);
  const share = (name: string, at: number, periodMs: number): number => (wander(seed, name, { at, periodMs }) + 1) / 2;
  return {
    stepSeconds: () => STEP_S,
    ambientC: (at) => {
      const outside = outdoorC(climate, { seed, place, at, hour: clock(at).hour });
      return ROOM_C + ROOM_FOLLOWS * (outside - ROOM_C);
    },
    powerW: (at) => {
      const { hour } = clock(at);
      const sun = arc(hour, SUN);
      const evening = arc(hour, EVENING);
      let drawn = BASE_SHARE;
      if (sun > 0) {
        const sky =
          0.5 * share(`${place}:sky`, at, 1440 * MINUTE_MS) + 0.5 * share(`${place}:cloud`, at, 25 * MINUTE_MS);
        drawn -= SUN.share * sun * (0.25 + 0.75 * sky);
      }
      if (evening > 0) {
        const cooking = share(`${device}:load`, at, 12 * MINUTE_MS);
        drawn += EVENING.share * Math.sqrt(evening) * (0.5 + 0.8 * cooking);
      }
      return drawn * energyWh;
    },
  };
}

/** Half a sine from the hour given, else 0. */
function arc(hour: number, { fromHour, hours }: { fromHour: number; hours: number }): number {
  return hour <= fromHour || hour >= fromHour + hours ? 0 : Math.sin((Math.PI * (hour - fromHour)) / hours);
}
