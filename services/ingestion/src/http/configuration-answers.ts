import type { RouteAnswer, routes } from '@fieldline/contracts';
import type { ConfiguredBattery, ConfiguredSwitchboard } from '../app/read-configuration.js';
import type { DeviceKey } from '../ports/registry-store.js';

export function batteryAnswer(
  { externalId }: DeviceKey,
  battery: ConfiguredBattery,
): RouteAnswer<typeof routes.getBattery> {
  const { configuration, audit, archivedAt, lastSeen } = battery;
  return { device: externalId, ...configuration, lastSeen, archivedAt, ...audit };
}

export function switchboardAnswer(board: ConfiguredSwitchboard): RouteAnswer<typeof routes.getSwitches> {
  const { configuration, audit, device, topic, switches } = board;
  const { room, ip, chip, updateIntervalSeconds } = configuration;
  const { externalId, type, mac, firmware, status } = device;
  const own = { device: externalId, type, chip, mac, room, ip, firmware, status };
  return { ...own, topic, updateIntervalSeconds, switches: [...switches], ...audit };
}
