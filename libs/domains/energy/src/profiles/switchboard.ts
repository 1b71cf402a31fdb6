import type { MetricDefinition, ProfileDefinition } from '@fieldline/domain-pack';
import { energyCounter, mainsVoltage, STALE_SECONDS } from './mains-metrics.js';

/** Relays of one board. */
export const SWITCHES = 8;

function switchState(_: unknown, index: number): MetricDefinition {
  return { metric: `switch${index + 1}`, unit: '1', kind: 'state', type: 'boolean', stalenessSeconds: STALE_SECONDS };
}

/**
 * The board of one room: an ESP32 with up to eight relays and a power meter on their common line (systems.md E2). What
 * hangs on a switch is configuration of the device, not of the profile.
 */
export const switchboardProfile: ProfileDefinition = {
  id: 'switchboard',
  version: 1,
  name: 'Room switchboard',
  lifetime: 'raw-90d', // E4: a ledger entry can be recomputed from its readings for as long as a bill is disputed
  metrics: [
    // True: the relay is closed.
    ...Array.from({ length: SWITCHES }, switchState),
    {
      // One element a switch, in their order.
      metric: 'switchPower',
      unit: 'W',
      kind: 'gauge',
      type: 'number[]',
      min: 0,
      max: 4000,
      reason:
        'One relay carries up to 16 A (the larger of the usual board relays, 10 and 16 A), at 230 V + 10 %: 4,048 W.',
      stalenessSeconds: STALE_SECONDS,
    },
    mainsVoltage,
    {
      metric: 'current',
      unit: 'A',
      kind: 'gauge',
      type: 'number',
      min: 0,
      max: 100,
      reason: 'The usual meter modules with a current transformer measure up to 100 A (PZEM-004T V3.0, data sheet).',
      stalenessSeconds: STALE_SECONDS,
    },
    {
      metric: 'power',
      unit: 'W',
      kind: 'gauge',
      type: 'number',
      min: 0,
      max: 23000,
      reason: 'The same meter modules measure up to 23 kW; eight relays of 10 A carry 18.4 kW.',
      stalenessSeconds: STALE_SECONDS,
    },
    energyCounter,
    { metric: 'occupied', unit: '1', kind: 'state', type: 'boolean', stalenessSeconds: STALE_SECONDS },
    {
      // The room's air.
      metric: 'temperature',
      unit: 'Cel',
      kind: 'gauge',
      type: 'number',
      min: -40,
      max: 80,
      reason: 'What digital sensors of room air can tell: −40 to 80 °C (DHT22, data sheet).',
      stalenessSeconds: STALE_SECONDS,
    },
    {
      // UCUM has no dBm: decibel, annotated with its reference.
      metric: 'signalStrength',
      unit: 'dB{mW}',
      kind: 'gauge',
      type: 'number',
      min: -110,
      max: 10,
      reason:
        'An ESP32 hears nothing below −98 dBm (data sheet: 802.11b, 1 Mbit/s), and no access point sends more than 20 dBm.',
      stalenessSeconds: STALE_SECONDS,
    },
    {
      metric: 'uptime',
      unit: 's',
      kind: 'counter',
      type: 'number',
      min: 0,
      max: 1e9,
      reason: 'No device runs for 30 years without a restart.',
      stalenessSeconds: STALE_SECONDS,
    },
  ],
};
