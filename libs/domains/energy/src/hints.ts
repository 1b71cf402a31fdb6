import type { Band, ProfileHints } from '@fieldline/domain-pack';
import { SWITCHES } from './profiles/switchboard.js';

/** Of 230 V: EN 50160:2010, 4.2.2. */
const SUPPLY: readonly Band[] = [
  { metric: 'voltage', to: 195.5, level: 'critical', meaning: 'below 230 V − 15 %, which EN 50160 never allows' },
  {
    metric: 'voltage',
    from: 195.5,
    to: 207,
    level: 'caution',
    meaning: 'below 230 V − 10 %, allowed for 5 % of a week (EN 50160)',
  },
  { metric: 'voltage', from: 207, to: 253, level: 'normal', meaning: '230 V ± 10 % (EN 50160)' },
  { metric: 'voltage', from: 253, level: 'critical', meaning: 'above 230 V + 10 %, which EN 50160 never allows' },
];

/** Category II of EN 16798-1:2019 for classrooms: 20 °C in the heating season, 26 °C in the cooling season. */
const CLIMATE: readonly Band[] = [
  {
    metric: 'temperature',
    to: 20,
    level: 'caution',
    meaning: 'cooler than classrooms are heated to (EN 16798-1, category II)',
  },
  {
    metric: 'temperature',
    from: 20,
    to: 26,
    level: 'normal',
    meaning: 'comfort of classrooms (EN 16798-1, category II)',
  },
  {
    metric: 'temperature',
    from: 26,
    level: 'caution',
    meaning: 'warmer than classrooms are cooled to (EN 16798-1, category II)',
  },
];

const RADIO: readonly Band[] = [
  {
    metric: 'signalStrength',
    to: -80,
    level: 'caution',
    meaning: 'WLAN connections break off: move the access point nearer',
  },
  { metric: 'signalStrength', from: -80, level: 'normal', meaning: 'enough for a few readings a minute' },
];

export const energyHints: readonly ProfileHints[] = [
  {
    profile: 'switchboard',
    order: [
      'power',
      'energy',
      'occupied',
      ...Array.from({ length: SWITCHES }, (_, index) => `switch${index + 1}`),
      'switchPower',
      'temperature',
      'voltage',
      'current',
      'signalStrength',
      'uptime',
    ],
    bands: [...SUPPLY, ...CLIMATE, ...RADIO],
  },
  { profile: 'smart-plug', order: ['power', 'energy', 'current', 'voltage'], bands: SUPPLY },
  {
    profile: 'electricity-meter',
    order: ['power', 'energy', 'subMeter1', 'subMeter2', 'subMeter3', 'reactivePower', 'current', 'voltage'],
    bands: SUPPLY,
  },
];
