import type { routes, RouteAnswer } from '@fieldline/contracts';
import type { PayloadTrial } from '../app/try-payload-trial.js';

type TrialAnswer = RouteAnswer<typeof routes.tryPayload>;

export function trialAnswer({ readings, refused }: PayloadTrial): TrialAnswer {
  return {
    readings: readings.map((reading) => ({ ...reading, values: { ...reading.values } })),
    refused: [...refused],
  };
}
