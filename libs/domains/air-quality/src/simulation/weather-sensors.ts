import type { SeededRandom, SimulatedValues } from '@fieldline/domain-pack';
import { absoluteHumidity, dewPoint } from '../physics/humid-air.js';
import { inSteps } from './gas-cell.js';
import { clamp } from './sky.js';
import type { Weather } from './weather.js';

/** mm of rain that tip the bucket once (usual gauges: 0.1 to 0.5 mm, WMO-No. 8, vol. I, ch. 6). */
const TIP = 0.2;
/** % RH below which outdoor sensors do not go. */
const DRIEST = 2;

/** The weather instruments of a station. */
export class WeatherSensors {
  readonly #random: SeededRandom;
  readonly #humidityError: number;
  #inBucket = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#humidityError = random.normal(0, 1);
  }

  /** What they show after `seconds` of such weather; dew point and absolute humidity follow from what is shown. */
  read(weather: Weather, seconds: number): SimulatedValues {
    const random = this.#random;
    // a shelter in the sun is warmer than the air
    const temperature = inSteps(weather.temperature + (0.4 * weather.radiation) / 800 + random.normal(0, 0.05), 0.1);
    const shown = weather.humidity + this.#humidityError + random.normal(0, 0.3);
    const humidity = inSteps(clamp(shown, DRIEST, 100), 0.1);
    return {
      temperature,
      humidity,
      dewPoint: inSteps(dewPoint(temperature, humidity), 0.1),
      absoluteHumidity: inSteps(absoluteHumidity(temperature, humidity), 0.01),
      pressure: inSteps(weather.pressure + random.normal(0, 0.05), 0.1),
      rain: this.#tipped((weather.rainRate * seconds) / 3600),
      windSpeed: inSteps(Math.max(0, weather.windSpeed * random.normal(1, 0.1)), 0.1),
      windDirection: Math.round(weather.windDirection + random.normal(0, 6) + 720) % 360,
    };
  }

  #tipped(millimetres: number): number {
    this.#inBucket += millimetres;
    const tips = Math.floor(this.#inBucket / TIP);
    this.#inBucket -= tips * TIP;
    return inSteps(tips * TIP, TIP);
  }
}
