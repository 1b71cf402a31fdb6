import path from 'node:path';
import {
  driveCycleRows,
  jkRows,
  LYNX_PATHS,
  nissanRows,
  panasonicRows,
  pybammRows,
  SHUNT_PATHS,
} from './second-reader-battery.contract.js';
import { gpsRows, monitorRows, openxcRows } from './second-reader-events.contract.js';
import {
  beijingRows,
  householdRows,
  seriesRows,
  solarRows,
  turbineRows,
  tuyaRows,
  uciAirRows,
} from './second-reader-tables.contract.js';
import { plainRecording, type PlainRecording, type PlainRow } from './second-reader-text.contract.js';

export type { PlainReading, PlainRecording } from './second-reader-text.contract.js';

const PYBAMM = ['dfn_1c_25c', 'dfn_c2_25c', 'dfn_us06_25c', 'spm_1c_25c', 'spme_1c_25c', 'spme_us06_25c'];
const victron = 'battery/victron/bct_';
const solar = 'boiler/thermal_solar/2018070';

/** How each file is read without the shipped code: cut at the separator, taken by place, worked out by hand. */
const READERS: Readonly<Record<string, (file: string) => readonly PlainRow[]>> = {
  'air-quality/beijing_prsa/PRSA_Aotizhongxin_20160301-20170228.csv': beijingRows,
  'air-quality/beijing_prsa/PRSA_Dongsi_20160301-20170228.csv': beijingRows,
  'air-quality/uci_air_quality/AirQualityUCI_date.csv': uciAirRows,
  'battery/drive_cycles/UDDS.csv': (file) => driveCycleRows(file, 'drive-cycle-UDDS', 3),
  'battery/drive_cycles/US06.csv': (file) => driveCycleRows(file, 'drive-cycle-US06', 2),
  'battery/jk_bms/jk_pb_16s_304ah_decoded.csv': jkRows,
  'battery/nissan_leaf_cell/NissanLeaf-cell-Low-Current-HPPC-25C-2.csv': nissanRows,
  'battery/panasonic_18650pf/25degC_US06.csv': (file) => panasonicRows(file, '2017-03-20T01:43:49-05:00'),
  'battery/panasonic_18650pf/25degC_charge_after_US06.csv': (file) => panasonicRows(file, '2017-03-20T03:05:08-05:00'),
  ...Object.fromEntries(
    PYBAMM.map((name) => [
      `battery/pybamm_reference/chen2020_${name}.csv`,
      (file: string) => pybammRows(file, `pybamm-${name}`),
    ]),
  ),
  [`${victron}lynxbms1.dbus.tsv`]: (file) => monitorRows(file, 'victron-lynx-bms', LYNX_PATHS),
  [`${victron}smartshunt.dbus.tsv`]: (file) => monitorRows(file, 'victron-smartshunt', SHUNT_PATHS),
  'boiler/gas_turbine/gt_first_12000h.csv': turbineRows,
  'boiler/nab/machine_temperature_system_failure.csv': (file) => seriesRows(file, 'machine-temperature', 'temperature'),
  [`${solar}1.csv`]: solarRows,
  [`${solar}2.csv`]: solarRows,
  'energy/tuya_smartplug/2025-08-17.csv': tuyaRows,
  'energy/uci_household/household_power_2007-02-01_02.csv': householdRows,
  'vehicle/computer_metrics/ec2_cpu_utilization_ac20cd.csv': (file) => seriesRows(file, 'ec2-cpu-ac20cd', 'cpuUsage'),
  'vehicle/computer_metrics/ec2_network_in_257a54.csv': (file) =>
    seriesRows(file, 'ec2-network-in-257a54', 'networkReceived'),
  'vehicle/openxc/trace-shorter.json': openxcRows,
  'vehicle/openxc/trace.json': openxcRows,
  'vehicle/victron_gps/gps.dbus.tsv': gpsRows,
};

/** Every recording under the shared folder as a second, plain reader finds it; in the order of their paths. */
export function plainRecordings(sharedFolder: string): readonly PlainRecording[] {
  return Object.keys(READERS)
    .sort()
    .map((name) => {
      const file = path.join(sharedFolder, 'data', name);
      return plainRecording(file, (READERS[name] as (file: string) => readonly PlainRow[])(file));
    });
}

/** What a ledger should say of readings sent in this order: which are new, which are told again, and which correct others. */
export interface PlainOutcome {
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
}

/** Makes the function that gives, recording by recording in the order they are sent, what the ledger should say of each. */
export function plainLedger(): (recording: PlainRecording) => PlainOutcome {
  const seen = new Map<string, Set<string>>();
  const newest = new Map<string, string>();
  return ({ readings }) => {
    const outcome = { stored: 0, duplicate: 0, superseded: 0 };
    for (const { device, measuredAt, values } of readings()) {
      const instant = `${device} ${measuredAt}`;
      const text = JSON.stringify(values);
      const told = seen.get(instant) ?? new Set();
      seen.set(instant, told);
      if (told.has(text)) outcome.duplicate++;
      else if (corrects(newest, instant, values)) outcome.superseded++;
      else outcome.stored++;
      told.add(text);
    }
    return outcome;
  };
}

/** Whether one of the metrics was told for the instant before, with another value. */
function corrects(newest: Map<string, string>, instant: string, values: Readonly<Record<string, unknown>>): boolean {
  let changes = false;
  for (const [metric, value] of Object.entries(values)) {
    const key = `${instant} ${metric}`;
    const text = JSON.stringify(value);
    const before = newest.get(key);
    changes ||= before !== undefined && before !== text;
    newest.set(key, text);
  }
  return changes;
}
