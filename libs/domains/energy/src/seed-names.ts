import { seedName, type SeedName } from '@fieldline/domain-pack';

/** E2 and E3, name by name. */
export const energySeedNames: readonly SeedName[] = [
  seedName('E2', 'mac_address', 'device.mac'),
  seedName('E2', 'type', 'device.type', 'esp32, sensor or gateway; also device, for anything else'),
  seedName('E2', 'room', 'location.name'),
  seedName('E2', 'ip', 'device.ip'),
  seedName('E2', 'firmware', 'device.firmware'),
  seedName('E2', 'status', 'device.status'),
  seedName('E2', 'topic', 'devices/{device}/telemetry', 'made from the external id, not stored'),
  seedName('E2', 'update_interval', 'switchboard_setting.update_interval_s', 'default 30 s'),
  seedName('E2', 'switches.id', 'device_switch.id', 'the metric that tells its state'),
  seedName('E2', 'switches.name', 'device_switch.name'),
  seedName('E2', 'switches.type', 'device_switch.type', 'also computer, as in E3'),
  seedName('E2', 'switches.gpio', 'device_switch_pin.gpio', 'role button'),
  seedName('E2', 'switches.relay_gpio', 'device_switch_pin.gpio', 'role relay'),
  seedName('E2', 'switches.state', 'switchboard.switch1', 'switch1 to switch8: one metric a switch'),
  seedName(
    'E2',
    'switches.last_change',
    'GET /v1/devices/{device}/switches',
    'found in the series of the state, not stored',
  ),
  seedName('E3', 'rated_power', 'switchboard.switchPower', 'measured, one element a switch'),
  seedName('E4', 'power', 'switchboard.power', 'of the whole board'),
  seedName('E4', 'energy', 'switchboard.energy', 'a counter; the ledger takes differences'),
];
