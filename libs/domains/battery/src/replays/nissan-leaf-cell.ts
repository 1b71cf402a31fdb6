import type { ReplayMapping } from '@fieldline/domain-pack';
import { batteryCellProfile } from '../profiles/battery-cell.js';

const PROGRAMME = 'says where the cycler was in its programme';

/**
 * Pulses on one cell of a Nissan Leaf pack at 25 °C. The cycler counts charge as positive, the profile (B1) discharge, so
 * whatever has the current's sign is turned; charge and energy begin anew with each step of its programme.
 */
export const nissanLeafCell: ReplayMapping = {
  id: 'nissan-leaf-cell',
  source: 'Nissan Leaf cell, low-current HPPC at 25 °C, doi 10.5281/zenodo.2580327, MIT',
  profile: batteryCellProfile,
  format: { kind: 'delimited', delimiter: ',' },
  header:
    'Exclude,Time(s),Cycle,Loop,Loop,Loop,Step,StepTime(s),Current(A),Voltage(V),Power(W),Capacity(Ah),Energy(Wh),Mode,Data,'.split(
      ',',
    ),
  missing: [],
  time: {
    kind: 'declared-start',
    start: '2019-03-01T00:00:00Z',
    elapsedSecondsColumn: 'Time(s)',
    reason: 'assumed: the file has no date; about when it was published',
  },
  site: { name: 'replay-nissan-leaf-cell', timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'fixed', externalId: 'nissan-leaf-cell' },
  columns: [
    { column: 'Current(A)', metric: 'current', unit: 'A', negate: true },
    { column: 'Voltage(V)', metric: 'voltage', unit: 'V' },
    { column: 'Power(W)', metric: 'power', unit: 'W', negate: true },
    { column: 'Capacity(Ah)', metric: 'chargeDrawn', unit: 'A.h', negate: true },
    { column: 'Energy(Wh)', metric: 'energyDrawn', unit: 'W.h', negate: true },
    { column: 'Mode', metric: 'mode', codes: { CHRG: 'charge', DCHG: 'discharge', REST: 'rest' } },
  ],
  ignored: {
    Exclude: 'the same in every row',
    Cycle: PROGRAMME,
    Loop: PROGRAMME,
    Step: PROGRAMME,
    'StepTime(s)': PROGRAMME,
    Data: 'says why the cycler wrote the row',
    '': 'always empty',
  },
};
