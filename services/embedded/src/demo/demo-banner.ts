const number = new Intl.NumberFormat('en');

/** Printed at a first start without them. */
export const DEMO_OFFER = '\nOr see five sample fleets with a day of history: npm start -- --demo';

/** Printed when the sample fleets are registered. */
export function demoStarted(fleets: {
  readonly devices: number;
  readonly sites: number;
  readonly isNew: boolean;
}): string {
  const history = fleets.isNew ? ' Their last 24 hours come first.' : '';
  return `\nDemo: ${fleets.devices} devices at ${fleets.sites} sites send through MQTT.${history}`;
}

/** Printed when their history is acknowledged. */
export function demoDone({ readings, seconds }: { readonly readings: number; readonly seconds: number }): string {
  return [
    `  ${number.format(readings)} readings of the last 24 hours are acknowledged, after ${seconds.toFixed(1)} s`,
    '  npx fieldline device list',
    '  npx fieldline series pack-0001 stateOfCharge',
    '  npx fieldline series air-0001 pm25',
  ].join('\n');
}
