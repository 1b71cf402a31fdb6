import type { ReplayMapping } from '@fieldline/domain-pack';
import { batteryCellProfile } from '../profiles/battery-cell.js';

/** Computed, not measured: solutions of DFN, SPMe and SPM; each file is a cell of its own. */
export const pybammReference: ReplayMapping = {
  id: 'pybamm-reference',
  source: 'PyBaMM 26.10.1, parameter set Chen2020 (LG M50), solver tolerance 1e-8, BSD-3',
  profile: batteryCellProfile,
  format: { kind: 'delimited', delimiter: ',' },
  fileName: '^chen2020_(\\w+)\\.csv$',
  header: ['time_s', 'current_A_discharge_positive', 'voltage_V', 'discharged_Ah', 'temperature_degC'],
  missing: [],
  time: {
    kind: 'declared-start',
    start: '2026-01-01T00:00:00Z',
    elapsedSecondsColumn: 'time_s',
    reason: 'assumed: a computed discharge has no date',
  },
  site: { name: 'replay-pybamm-reference', timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'file-name', prefix: 'pybamm-' },
  columns: [
    { column: 'current_A_discharge_positive', metric: 'current', unit: 'A' },
    { column: 'voltage_V', metric: 'voltage', unit: 'V' },
    { column: 'discharged_Ah', metric: 'chargeDrawn', unit: 'A.h' },
    { column: 'temperature_degC', metric: 'temperature', unit: 'Cel' },
  ],
};
