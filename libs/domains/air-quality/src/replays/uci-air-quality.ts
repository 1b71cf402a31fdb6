import type { ReplayMapping } from '@fieldline/domain-pack';
import { airStationProfile } from '../profiles/air-station.js';

/**
 * Hourly means of a reference station and of five metal-oxide sensors beside it, in an Italian city. The hours run through
 * both changes of the clocks without a gap or a repetition, so the recorder kept standard time all year: UTC + 1 h.
 */
export const uciAirQuality: ReplayMapping = {
  id: 'uci-air-quality',
  source: 'Air Quality, UCI Machine Learning Repository 360 (De Vito et al. 2008), CC BY 4.0',
  profile: airStationProfile,
  format: { kind: 'delimited', delimiter: ',' },
  header:
    'date,CO(GT),PT08.S1(CO),NMHC(GT),C6H6(GT),PT08.S2(NMHC),NOx(GT),PT08.S3(NOx),NO2(GT),PT08.S4(NO2),PT08.S5(O3),T,RH,OT'.split(
      ',',
    ),
  missing: ['-200'],
  time: { kind: 'local', column: 'date', format: 'yyyy/M/d H:mm', zone: 'Etc/GMT-1' },
  site: { name: 'replay-uci-air-quality', timeZone: 'Europe/Rome', currency: 'EUR' },
  device: { kind: 'fixed', externalId: 'uci-air-quality' },
  columns: [
    { column: 'CO(GT)', metric: 'coMassConcentration', unit: 'mg/m3' },
    { column: 'PT08.S1(CO)', metric: 'moxCo', unit: '1' },
    { column: 'NMHC(GT)', metric: 'nmhcMassConcentration', unit: 'ug/m3' },
    { column: 'C6H6(GT)', metric: 'benzeneMassConcentration', unit: 'ug/m3' },
    { column: 'PT08.S2(NMHC)', metric: 'moxNmhc', unit: '1' },
    { column: 'NOx(GT)', metric: 'nox', unit: '[ppb]' },
    { column: 'PT08.S3(NOx)', metric: 'moxNox', unit: '1' },
    { column: 'NO2(GT)', metric: 'no2MassConcentration', unit: 'ug/m3' },
    { column: 'PT08.S4(NO2)', metric: 'moxNo2', unit: '1' },
    { column: 'PT08.S5(O3)', metric: 'moxO3', unit: '1' },
    { column: 'T', metric: 'temperature', unit: 'Cel' },
    { column: 'RH', metric: 'humidity', unit: '%' },
    {
      column: 'OT',
      metric: 'vapourPressure',
      unit: 'kPa',
      note: 'called absolute humidity, without a unit; in every row it is the vapour pressure in kPa that follows from T and RH, within 3 % (Magnus form), and a seventh of the absolute humidity in g/m³',
    },
  ],
};
