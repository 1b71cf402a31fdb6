import type { MetricDefinition } from '@fieldline/domain-pack';

const GPS = { kind: 'gauge', type: 'number', stalenessSeconds: 60 } as const;
/** 0.1° of latitude are 11 km: between neighbouring fixes no road vehicle covers them. */
const FARTHEST_STEP = 0.1;

/** What a satellite receiver tells. */
export const positionMetrics: readonly MetricDefinition[] = [
  {
    metric: 'latitude',
    unit: 'deg',
    min: -90,
    max: 90,
    reason: 'WGS 84, by definition. OpenXC’s table ends at ±89°.',
    largestStep: FARTHEST_STEP,
    ...GPS,
  },
  {
    metric: 'longitude',
    unit: 'deg',
    min: -180,
    max: 180,
    reason: 'WGS 84, by definition. OpenXC’s table ends at ±179°.',
    ...GPS,
  },
  {
    metric: 'altitude',
    unit: 'm',
    min: -600,
    max: 6_500,
    reason:
      'Roads run from −430 m (Dead Sea) to 5,800 m (Umling La), tracks a little higher, ± the vertical error of a bad fix.',
    ...GPS,
  },
  { metric: 'course', unit: 'deg', min: 0, max: 360, reason: 'Clockwise from true north, by definition.', ...GPS },
  {
    metric: 'speed',
    unit: 'km/h',
    min: 0,
    max: 655,
    reason: 'Over ground; the same range as the speed at the wheels (OpenXC, official signals).',
    ...GPS,
  },
  {
    metric: 'satellites',
    unit: '1',
    min: 0,
    max: 150,
    reason: 'All navigation systems together have about 130 satellites in orbit.',
    ...GPS,
  },
];
