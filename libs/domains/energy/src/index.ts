export * from './energy.pack.js';
export * from './simulation/room-wiring.js';
