export * from './faults/fault-list.js';
export { FLOOD_MESSAGES } from './faults/flood.js';
export * from './fleet/choose-devices.js';
export * from './fleet/missing-devices.js';
export * from './line/device-line.js';
export * from './line/mqtt-line.js';
export * from './run/sender.js';
export * from './run/simulation.js';
export * from './sender/tally.js';
