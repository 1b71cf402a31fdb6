import type { MetricSpec } from '@fieldline/contracts';
import { pathConflict } from './profile-paths.js';

/** Where in a profile, from the outside in, and what would be right. */
export interface ProfileFault {
  readonly at: string;
  readonly message: string;
}

const MOST_FAULTS = 20;
/** UCUM, section 2.1: printable ASCII without blanks; the longest of its units are far shorter. */
const UNIT = /^[!-~]{1,60}$/;

/** What of a profile's metrics no single field shows; none where all is well. */
export function profileFaults(metrics: readonly MetricSpec[]): readonly ProfileFault[] {
  const faults = metrics.flatMap((metric, index) => faultsOf(metric, index, metrics));
  return faults.slice(0, MOST_FAULTS);
}

function faultsOf(metric: MetricSpec, index: number, all: readonly MetricSpec[]): ProfileFault[] {
  const fault = (field: string, message: string): ProfileFault => ({ at: `metrics.${index}.${field}`, message });
  const faults: ProfileFault[] = [];
  const before = all.slice(0, index);
  if (before.some((one) => one.metric === metric.metric)) {
    faults.push(fault('metric', `'${metric.metric}' stands twice; expected each metric once`));
  } else {
    const conflict = before.map((one) => pathConflict([one, metric])).find((text) => text !== undefined);
    if (conflict !== undefined) faults.push(fault('keyPath', conflict));
  }
  return [...faults, ...unitFaults(metric, fault), ...rangeFaults(metric, fault), ...typeFaults(metric, fault)];
}

type Fault = (field: string, message: string) => ProfileFault;

function* unitFaults({ unit, arrivesIn, scale, offset }: MetricSpec, fault: Fault): Iterable<ProfileFault> {
  const right = 'expected one of UCUM, such as Cel, V, kW.h or 1';
  if (!UNIT.test(unit)) yield fault('unit', `'${unit}' is no unit; ${right}`);
  if (arrivesIn === undefined) return;
  if (!UNIT.test(arrivesIn)) yield fault('arrivesIn', `'${arrivesIn}' is no unit; ${right}`);
  if (arrivesIn !== unit && scale === undefined && offset === undefined) {
    yield fault('arrivesIn', `it arrives in ${arrivesIn} and is stored in ${unit}; expected a scale or an offset, too`);
  }
}

function* rangeFaults({ min, max, scale }: MetricSpec, fault: Fault): Iterable<ProfileFault> {
  if (min !== undefined && max !== undefined && min > max) {
    yield fault('max', `${max} is below min, ${min}; expected that or more`);
  }
  if (scale === 0) yield fault('scale', '0 makes every value the same; expected another factor');
}

const NUMERIC = ['min', 'max', 'largestStep', 'scale', 'offset', 'arrivesIn'] as const;

function* typeFaults(metric: MetricSpec, fault: Fault): Iterable<ProfileFault> {
  const { type, kind, states } = metric;
  if (type === 'boolean' || type === 'string') {
    for (const field of NUMERIC) {
      if (metric[field] !== undefined) yield fault(field, `has no meaning for values of type ${type}; leave it out`);
    }
    if (kind !== 'state') yield fault('kind', `${kind} counts numbers; expected state for values of type ${type}`);
  }
  if (states !== undefined && type !== 'string') {
    yield fault('states', `has no meaning for values of type ${type}; leave it out`);
  }
}
