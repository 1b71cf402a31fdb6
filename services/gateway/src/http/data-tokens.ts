export const FLEET_READS = Symbol('FleetReads');
export const SERVER_FACTS = Symbol('ServerFacts');
export const READ_LATEST = Symbol('ReadLatest');
export const READ_SERIES = Symbol('ReadSeries');
export const OPEN_LIVE = Symbol('OpenLive');
