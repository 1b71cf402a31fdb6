const number = new Intl.NumberFormat('en');

/** Printed at a first start without them. */
export const DEMO_OFFER = '\nOr see five sample fleets with a day of history: npm start -- --demo';

/** Printed when the sample fleets are registered; `hours` of history come first, unless they are acknowledged already. */
export function demoStarted(fleets: {
  readonly devices: number;
  readonly sites: number;
  readonly hours: number | undefined;
}): string {
  const history = fleets.hours === undefined ? '' : ` Their last ${Math.round(fleets.hours)} hours come first.`;
  return `\nDemo: ${fleets.devices} devices at ${fleets.sites} sites send through MQTT.${history}`;
}

/** Printed when they cannot be. */
export function demoRefused(reason: string): string {
  return `\nThe sample fleets stay away: ${reason}.`;
}

/** Printed when their history is acknowledged. */
export function demoDone(history: {
  readonly readings: number;
  readonly hours: number;
  readonly seconds: number;
}): string {
  const { readings, hours, seconds } = history;
  return [
    `  ${number.format(readings)} readings of the last ${Math.round(hours)} hours are acknowledged, after ${seconds.toFixed(1)} s`,
    '  npx fieldline device list',
    '  npx fieldline series pack-0001 stateOfCharge',
    '  npx fieldline series air-0001 pm25',
  ].join('\n');
}
