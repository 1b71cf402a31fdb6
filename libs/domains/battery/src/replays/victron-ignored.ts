const because = (reason: string, names: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, reason]));

/**
 * Signals of Victron's battery monitors that are not replayed, and why; a name that ends in a slash stands for all beneath
 * it. Alarms are named one by one, so that one that is not known here is not passed over.
 */
export const victronIgnored: Readonly<Record<string, string>> = {
  ...because('the profile has no alarm of low charge or low temperature', '/Alarms/LowSoc /Alarms/LowTemperature'),
  ...because(
    'the profile has no alarm of cable, contactor or middle voltage',
    '/Alarms/BmsCable /Alarms/Contactor /Alarms/MidVoltage',
  ),
  '/Alarms/HighInternalTemperature':
    'warns of the management system itself, the over-temperature alarm of the profile of the battery',
  ...because(
    'is of the starter battery, another device',
    '/Alarms/HighStarterVoltage /Alarms/LowStarterVoltage /Dc/1/',
  ),
  '/Alarms/Alarm': 'sums up the alarms that have signals of their own',
  ...because(
    'compares the halves of the battery, which the profile does not',
    '/Dc/0/MidVoltage /Dc/0/MidVoltageDeviation',
  ),
  ...because(
    'names the device or the service',
    '/Connected /CustomName /DeviceInstance /Devices/ /GroupId /HardwareVersion',
  ),
  ...because(
    'names the device or the service',
    '/Mgmt/ /N2kDeviceInstance /N2kUniqueNumber /ProductId /ProductName /Serial',
  ),
  ...because('is configuration (B4)', '/Capacity /Info/BatteryLowVoltage /ParallelConnectThreshold /Settings/'),
  ...because(
    'the profile has no state of operation, of relays or of balancing for the pack',
    '/Balancer/Status /DeviceState /Io/ /Mode /Relay/ /State /SystemSwitch',
  ),
  ...because(
    'tells the build and the extremes of the cells, where the profile has each cell',
    '/NrOfDistributors /System/',
  ),
  ...because('tells errors, for which the profile has no metric', '/Diagnostics/ /ErrorCode /Errors/ /VEDirect/'),
  ...because(
    'sums up what was measured before',
    [
      ...['AutomaticSyncs', 'AverageDischarge', 'DeepestDischarge', 'FullDischarges', 'LastDischarge'],
      ...['MaximumCellVoltage', 'MaximumTemperature', 'MaximumVoltage', 'MaximumStarterVoltage'],
      ...['MinimumCellVoltage', 'MinimumTemperature', 'MinimumVoltage', 'MinimumStarterVoltage'],
      ...['HighStarterVoltageAlarms', 'HighVoltageAlarms', 'LowStarterVoltageAlarms', 'LowVoltageAlarms'],
    ]
      .map((name) => `/History/${name}`)
      .join(' '),
  ),
  ...because('is a command', '/History/CanBeCleared /History/Clear'),
};
