import type { ReplayMapping } from '@fieldline/domain-pack';
import { airStationProfile } from '../profiles/air-station.js';

const POINTS = 'N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW'.split(' ');
const POINT_DEGREES = 360 / POINTS.length;

/** Degrees of the compass points; each stands for ± 11.25° around it. */
const COMPASS = Object.fromEntries(POINTS.map((point, at) => [point, at * POINT_DEGREES]));

/** Hourly means of Beijing's stations. Gases are recorded in µg/m³, and stored so; hours are local. */
export const beijingPrsa: ReplayMapping = {
  id: 'beijing-prsa',
  source: 'Beijing Multi-Site Air-Quality Data, UCI Machine Learning Repository 501, CC BY 4.0',
  profile: airStationProfile,
  format: { kind: 'delimited', delimiter: ',' },
  header: 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station'.split(','),
  missing: ['NA'],
  time: { kind: 'local-hour', year: 'year', month: 'month', day: 'day', hour: 'hour', zone: 'Asia/Shanghai' },
  site: { name: 'replay-beijing-prsa', timeZone: 'Asia/Shanghai', currency: 'CNY' },
  device: { kind: 'column', column: 'station', prefix: 'beijing-' },
  columns: [
    { column: 'PM2.5', metric: 'pm25', unit: 'ug/m3' },
    { column: 'PM10', metric: 'pm10', unit: 'ug/m3' },
    { column: 'SO2', metric: 'so2MassConcentration', unit: 'ug/m3' },
    { column: 'NO2', metric: 'no2MassConcentration', unit: 'ug/m3' },
    { column: 'CO', metric: 'coMassConcentration', unit: 'ug/m3' },
    { column: 'O3', metric: 'o3MassConcentration', unit: 'ug/m3' },
    { column: 'TEMP', metric: 'temperature', unit: 'Cel' },
    { column: 'PRES', metric: 'pressure', unit: 'hPa' },
    { column: 'DEWP', metric: 'dewPoint', unit: 'Cel' },
    { column: 'RAIN', metric: 'rain', unit: 'mm' },
    { column: 'wd', metric: 'windDirection', codes: COMPASS },
    { column: 'WSPM', metric: 'windSpeed', unit: 'm/s' },
  ],
  ignored: { No: 'counts the rows' },
};
