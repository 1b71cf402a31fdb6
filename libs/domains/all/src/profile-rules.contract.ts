import { expect, it } from '@jest/globals';
import { profileV1 } from '@fieldline/contracts';
import type { DomainPack, MetricDefinition, ProfileHints } from '@fieldline/domain-pack';
import { isUcum } from './ucum.contract.js';

const name = (profile: string, { metric }: Pick<MetricDefinition, 'metric'>) => `${profile}.${metric}`;
/** A band is shown by itself, so nothing is above it. */
const POINTS_ELSEWHERE = /^(as|see) (above|before|below|for)\b|^(ditto|likewise)\b/i;
const hasRange = ({ min, max }: MetricDefinition) => min !== undefined || max !== undefined;

/** What holds for the profiles of every pack, and for how they are looked at. Cases name what breaks a rule. */
export function profileRules(pack: DomainPack): void {
  const metrics = pack.profiles.flatMap(({ id, metrics }) => metrics.map((spec) => ({ at: name(id, spec), spec })));
  const breaking = (rule: (spec: MetricDefinition) => boolean) =>
    metrics.filter(({ spec }) => rule(spec)).map(({ at }) => at);

  it('has profiles as the registry takes them, each metric named once', () => {
    for (const profile of pack.profiles) {
      const { success, error } = profileV1.data.safeParse({ ...profile, tenantId: 'default' });
      expect({ profile: profile.id, success, error }).toMatchObject({ success: true });
      expect(new Set(profile.metrics.map(({ metric }) => metric)).size).toBe(profile.metrics.length);
    }
  });

  it('gives every numeric metric a range that is one, and every range its reason', () => {
    const numeric = ({ type }: MetricDefinition) => type === 'number' || type === 'number[]';
    expect(breaking((spec) => numeric(spec) && !((spec.min ?? NaN) < (spec.max ?? NaN)))).toEqual([]);
    expect(breaking((spec) => !numeric(spec) && hasRange(spec))).toEqual([]);
    expect(breaking((spec) => hasRange(spec) && (spec.reason ?? '').length < 15)).toEqual([]);
  });

  it('steps no further than its ranges reach', () => {
    expect(breaking(({ largestStep = 0, min = 0, max = 0 }) => largestStep > max - min)).toEqual([]);
  });

  it('gives units in UCUM', () => {
    expect(breaking(({ unit }) => !isUcum(unit))).toEqual([]);
    expect(breaking(({ arrivesIn = '1' }) => !isUcum(arrivesIn))).toEqual([]);
  });

  it('has hints for each profile, once, of metrics that it has, beginning with a headline', () => {
    expect(pack.hints.map(({ profile }) => profile).sort()).toEqual(pack.profiles.map(({ id }) => id).sort());
    for (const hints of pack.hints) {
      expect(hints.order.length).toBeGreaterThan(0);
      expect(new Set(hints.order).size).toBe(hints.order.length);
      const named = [...hints.order, ...hints.bands.map(({ metric }) => metric)];
      expect(named.filter((metric) => specOf(pack, hints, metric) === undefined)).toEqual([]);
    }
  });

  it('has bands within their metric’s range, apart from each other, each with a meaning that stands alone', () => {
    expect(pack.hints.flatMap((hints) => bandFaults(pack, hints))).toEqual([]);
  });

  it('says what became of each seed name, in a metric that there is', () => {
    const faults = pack.seedNames.filter(({ row, seed, became }) => {
      const [profile, metric, ...more] = became.split('.');
      const metrics = pack.profiles.find(({ id }) => id === profile)?.metrics;
      const known = metrics === undefined || (more.length === 0 && metrics.some((spec) => spec.metric === metric));
      return !/^[A-Z]\d+$/.test(row) || seed === '' || became === '' || !known;
    });
    expect(faults).toEqual([]);
  });
}

function specOf(pack: DomainPack, { profile }: ProfileHints, metric: string): MetricDefinition | undefined {
  return pack.profiles.find(({ id }) => id === profile)?.metrics.find((spec) => spec.metric === metric);
}

function bandFaults(pack: DomainPack, hints: ProfileHints): readonly string[] {
  return hints.bands.flatMap((band, at) => {
    const { min = -Infinity, max = Infinity } = specOf(pack, hints, band.metric) ?? {};
    const { from = min, to = max, meaning } = band;
    const overlaps = hints.bands
      .slice(at + 1)
      .filter(({ metric }) => metric === band.metric)
      .some((other) => from < (other.to ?? max) && (other.from ?? min) < to);
    const sound =
      min <= from && from < to && to <= max && meaning.length >= 15 && !POINTS_ELSEWHERE.test(meaning) && !overlaps;
    return sound ? [] : [`${hints.profile}.${band.metric} from ${from} to ${to}`];
  });
}
