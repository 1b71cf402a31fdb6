import { globalIrradiance, sineOfSunHeight, wander, type FleetSite } from '@fieldline/domain-pack';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Weather is slow: it is told anew this often. */
const TELL_MS = 600_000;

/** Luminous efficacy of sun and sky together, lm/W (Littlefair's review, Lighting Research and Technology 17, 1985). */
const EFFICACY = 110;

/** Means of Sevilla airport, 1981–2010 (AEMET): 10.9 °C in January, 28.2 °C in July. */
const YEAR_MEAN = 19.5;
const YEAR_SWING = 8.7;
const WARMEST_DAY = 205;
/** Half the way from the night's lowest to the day's highest. */
const DAY_SWING = 6;
const WARMEST_SOLAR_HOUR = 15;
/** Half the way between cold and warm spells. */
const SPELL_SWING = 4;

export interface Weather {
  /** °C. */
  readonly temperature: number;
  /** W/m² on level ground. */
  readonly irradiance: number;
  /** lx on level ground. */
  readonly daylight: number;
}

/** What is outside a school: a function of seed and time alone, the same for all of a site. */
export class Outdoors {
  readonly #seed: number;
  readonly #site: FleetSite;
  #slot = NaN;
  #weather: Weather = { temperature: 0, irradiance: 0, daylight: 0 };

  constructor(seed: number, site: FleetSite) {
    this.#seed = seed;
    this.#site = site;
  }

  weather(at: number): Weather {
    const slot = Math.floor(at / TELL_MS);
    if (slot !== this.#slot) {
      this.#slot = slot;
      this.#weather = this.#at(slot * TELL_MS);
    }
    return this.#weather;
  }

  #at(at: number): Weather {
    const { name, longitude } = this.#site;
    const cloud = (1 + wander(this.#seed, `${name}/cloud`, { at, periodMs: 7 * HOUR_MS })) / 2;
    const spell = wander(this.#seed, `${name}/spell`, { at, periodMs: 60 * HOUR_MS });
    const season = Math.cos((2 * Math.PI * (dayOfYear(at) - WARMEST_DAY)) / 365.25);
    const solarHour = at / HOUR_MS + longitude / 15;
    const day = Math.cos((2 * Math.PI * (solarHour - WARMEST_SOLAR_HOUR)) / 24);
    const irradiance = globalIrradiance(sineOfSunHeight(at, this.#site), cloud);
    return {
      // clouds keep the day cooler and the night warmer
      temperature: YEAR_MEAN + YEAR_SWING * season + DAY_SWING * (1 - cloud / 2) * day + SPELL_SWING * spell,
      irradiance,
      daylight: irradiance * EFFICACY,
    };
  }
}

/** Days since the year's beginning, UTC, with fraction. */
function dayOfYear(at: number): number {
  return (at - Date.UTC(new Date(at).getUTCFullYear(), 0)) / DAY_MS;
}
