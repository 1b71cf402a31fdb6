import { flag, uptime, type MetricDefinition, type ProfileDefinition } from '@fieldline/domain-pack';
import { energyCounter, gauge, mainsVoltage, STALE_SECONDS } from './mains-metrics.js';

/** Relays of one board. */
export const SWITCHES = 8;

function switchState(_: unknown, index: number): MetricDefinition {
  return flag(`switch${index + 1}`, STALE_SECONDS);
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
      max: 4050,
      reason:
        'One relay carries up to 16 A (the larger of the usual board relays, 10 and 16 A), at 230 V + 10 %: 4,048 W.',
      stalenessSeconds: STALE_SECONDS,
    },
    mainsVoltage,
    gauge('current', {
      unit: 'A',
      min: 0,
      max: 100,
      reason: 'The usual meter modules with a current transformer measure up to 100 A (PZEM-004T V3.0, data sheet).',
    }),
    gauge('power', {
      unit: 'W',
      min: 0,
      max: 23000,
      reason: 'The same meter modules measure up to 23 kW; eight relays of 10 A carry 18.4 kW.',
    }),
    energyCounter,
    flag('occupied', STALE_SECONDS),
    // The room's air.
    gauge('temperature', {
      unit: 'Cel',
      min: -40,
      max: 80,
      reason: 'What digital sensors of room air can tell: −40 to 80 °C (DHT22, data sheet).',
    }),
    // UCUM has no dBm: decibel, annotated with its reference.
    gauge('signalStrength', {
      unit: 'dB{mW}',
      min: -110,
      max: 20,
      reason:
        'An ESP32 hears nothing below −98 dBm (data sheet: 802.11b, 1 Mbit/s), with a margin of 12 dB, as it only estimates; no access point sends more than 20 dBm.',
    }),
    uptime(STALE_SECONDS, 'No device runs for 32 years without a restart.'),
  ],
};
