import { localClock, SeededRandom } from '@fieldline/domain-pack';
import { outdoorC } from './climate.js';
import { anotherTrip, speedsOf } from './drive-cycle.js';
import { drivePowerW } from './drive-power.js';
import type { Duty, DutySettings } from './duty.js';

const DRIVING_STEP_S = 1;
const PARKED_STEP_S = 10;
const HOUR_MS = 3_600_000;
const SATURDAY = 6;
/** Of the energy, an hour; at night, as the cheap tariff begins. */
const CHARGING = { share: 0.25, fromHour: 22, toHour: 6 } as const;
/** What alarm and telematics draw. */
const PARKED_W = 2;

interface Trip {
  /** ms since 1970. */
  readonly from: number;
  /** m/s at each second. */
  readonly speeds: Float32Array;
}

/** Drives through town in the morning and the afternoon, less at the weekend, and charges at night. */
export function vehicleDuty({ seed, place, device, timeZone, climate, energyWh }: DutySettings): Duty {
  const clock = localClock(timeZone);
  let planned = NaN;
  let trips: readonly Trip[] = [];
  const driving = (at: number): Trip | undefined => {
    const { day, hour, weekday } = clock(at);
    if (day !== planned) {
      planned = day;
      const midnight = at - hour * HOUR_MS;
      trips = tripsOf(new SeededRandom(seed, `${device}:day:${day}`), weekday >= SATURDAY).map(
        ({ hour: start, speeds }) => ({ from: midnight + start * HOUR_MS, speeds }),
      );
    }
    return trips.find(({ from, speeds }) => at >= from && at < from + (speeds.length - 1) * 1000);
  };
  return {
    stepSeconds: (at) => (driving(at) === undefined ? PARKED_STEP_S : DRIVING_STEP_S),
    ambientC: (at) => outdoorC(climate, { seed, place, at, hour: clock(at).hour }),
    powerW: (at) => {
      const trip = driving(at);
      if (trip !== undefined) {
        const second = Math.floor((at - trip.from) / 1000);
        return drivePowerW(trip.speeds[second] as number, trip.speeds[second + 1] as number);
      }
      const { hour } = clock(at);
      const charging = hour >= CHARGING.fromHour || hour < CHARGING.toHour;
      return charging ? PARKED_W - CHARGING.share * energyWh : PARKED_W;
    },
  };
}

/** Trips of one day: local hour of the start, and speeds; never across midnight. */
function tripsOf(random: SeededRandom, weekend: boolean): readonly { hour: number; speeds: Float32Array }[] {
  const trip = (hour: number, times: number): { hour: number; speeds: Float32Array } => ({
    hour: hour + random.between(-0.5, 0.5),
    speeds: speedsOf(Array.from({ length: times }, () => anotherTrip(random)).flat()),
  });
  if (weekend) return random.fraction() < 0.5 ? [trip(11, 2)] : [];
  const noon = random.fraction() < 0.4 ? [trip(12, 1)] : [];
  return [trip(7.5, 2), ...noon, trip(16.5, 2)];
}
