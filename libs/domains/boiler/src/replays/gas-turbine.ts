import type { ReplayMapping } from '@fieldline/domain-pack';
import { gasTurbineProfile } from '../profiles/gas-turbine.js';

const SWAPPED = 'the headers of energy and discharge pressure are swapped';

/** Hours of a gas turbine in the north-west of Turkey, 2011 and after, in order but without a time. */
export const gasTurbine: ReplayMapping = {
  id: 'gas-turbine',
  source: 'Gas Turbine CO and NOx Emission Data Set, UCI Machine Learning Repository 551, CC BY 4.0',
  profile: gasTurbineProfile,
  format: { kind: 'delimited', delimiter: ',' },
  header: [
    'Ambient temperature',
    'Ambient pressure',
    'Ambient humidity',
    'Air filter difference pressure',
    'Gas turbine exhaust pressure',
    'Turbine inlet temperature',
    'Turbine after temperature',
    'Compressor discharge pressure',
    'Turbine energy yield',
    'Carbon monoxide',
    'Nitrogen oxides',
  ],
  missing: [],
  time: {
    kind: 'declared-step',
    start: '2011-01-01T00:00:00+02:00',
    stepSeconds: 3600,
    reason: 'assumed: rows are hours in order from 2011, those in which the turbine stood still are not among them',
  },
  site: { name: 'replay-gas-turbine', timeZone: 'Europe/Istanbul', currency: 'TRY' },
  device: { kind: 'fixed', externalId: 'gas-turbine' },
  columns: [
    { column: 'Ambient temperature', metric: 'ambientTemperature', unit: 'Cel' },
    { column: 'Ambient pressure', metric: 'pressure', unit: 'mbar' },
    { column: 'Ambient humidity', metric: 'humidity', unit: '%' },
    { column: 'Air filter difference pressure', metric: 'filterPressureDrop', unit: 'mbar' },
    { column: 'Gas turbine exhaust pressure', metric: 'exhaustPressure', unit: 'mbar' },
    { column: 'Turbine inlet temperature', metric: 'turbineInletTemperature', unit: 'Cel' },
    { column: 'Turbine after temperature', metric: 'turbineOutletTemperature', unit: 'Cel' },
    {
      column: 'Compressor discharge pressure',
      metric: 'energyYield',
      unit: 'MW.h',
      note: `${SWAPPED}: 100 to 175 is the energy of an hour in MWh`,
    },
    {
      column: 'Turbine energy yield',
      metric: 'compressorDischargePressure',
      unit: 'bar',
      note: `${SWAPPED}, and the source names mbar: 9.9 to 15.1 is a compressor’s pressure only in bar`,
    },
    { column: 'Carbon monoxide', metric: 'coEmission', unit: 'mg/m3' },
    { column: 'Nitrogen oxides', metric: 'noxEmission', unit: 'mg/m3' },
  ],
};
