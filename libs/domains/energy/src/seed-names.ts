import type { SeedName } from '@fieldline/domain-pack';

/** E2 and E3, name by name. */
export const energySeedNames: readonly SeedName[] = [
  { row: 'E2', seed: 'mac_address', became: 'device.mac' },
  {
    row: 'E2',
    seed: 'type',
    became: 'device.type',
    change: 'esp32, sensor or gateway; also device, for anything else',
  },
  { row: 'E2', seed: 'room', became: 'location.name' },
  { row: 'E2', seed: 'ip', became: 'device.ip' },
  { row: 'E2', seed: 'firmware', became: 'device.firmware' },
  { row: 'E2', seed: 'status', became: 'device.status' },
  { row: 'E2', seed: 'topic', became: 'devices/{device}/telemetry', change: 'made from the external id, not stored' },
  { row: 'E2', seed: 'update_interval', became: 'switchboard_setting.update_interval_s', change: 'default 30 s' },
  { row: 'E2', seed: 'switches.id', became: 'device_switch.id', change: 'the metric that tells its state' },
  { row: 'E2', seed: 'switches.name', became: 'device_switch.name' },
  { row: 'E2', seed: 'switches.type', became: 'device_switch.type', change: 'also computer, as in E3' },
  { row: 'E2', seed: 'switches.gpio', became: 'device_switch_pin.gpio', change: 'role button' },
  { row: 'E2', seed: 'switches.relay_gpio', became: 'device_switch_pin.gpio', change: 'role relay' },
  {
    row: 'E2',
    seed: 'switches.state',
    became: 'switchboard.switch1',
    change: 'switch1 to switch8: one metric a switch',
  },
  {
    row: 'E2',
    seed: 'switches.last_change',
    became: 'GET /v1/devices/{device}/switches',
    change: 'found in the series of the state, not stored',
  },
  { row: 'E3', seed: 'rated_power', became: 'switchboard.switchPower', change: 'measured, one element a switch' },
  { row: 'E4', seed: 'power', became: 'switchboard.power', change: 'of the whole board' },
  { row: 'E4', seed: 'energy', became: 'switchboard.energy', change: 'a counter; the ledger takes differences' },
];
