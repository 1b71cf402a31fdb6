import type { ReplayMapping } from '@fieldline/domain-pack';
import { batteryCellProfile } from '../profiles/battery-cell.js';

/** Current profiles of the driving cycles UDDS and US06, scaled, not measured; discharge is positive, as in the profile. */
export const driveCycles: ReplayMapping = {
  id: 'drive-cycles',
  source: 'PyBaMM input data: UDDS from SLIDE, US06, BSD-3',
  profile: batteryCellProfile,
  format: { kind: 'delimited', delimiter: ',', comment: '#', headerless: true },
  fileName: '^(UDDS|US06)\\.csv$',
  firstLine: '^# (?:UDDS profile from SLIDE|Based on the US06 drive cycle)',
  header: ['time', 'current'],
  missing: [],
  time: {
    kind: 'declared-start',
    start: '2020-01-01T00:00:00Z',
    elapsedSecondsColumn: 'time',
    reason: 'assumed: a driving cycle has no date',
  },
  site: { name: 'replay-drive-cycles', timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'file-name', prefix: 'drive-cycle-' },
  columns: [{ column: 'current', metric: 'current', unit: 'A' }],
};
