import { useQueries } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { answerOf, api } from '../../api/client.js';
import { useHints, useZone } from '../../api/use-registry.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { metricWords } from '../../parts/chart/chart-words.js';
import { RangePicker } from '../../parts/chart/range-picker.js';
import { useRange } from '../../parts/chart/use-range.js';
import { metricChoices, readDevices, together, type Comparable } from './compared.js';
import { ComparedChart } from './compared-chart.js';
import { DevicePicker } from './device-picker.js';
import { usePageTitle } from '../../parts/page.js';

/** The same metric of several devices on one axis. */
export default function ComparePage() {
  usePageTitle('Compare devices');
  const [search, setSearch] = useSearchParams();
  const devices = readDevices(search.get('devices'));
  const shown = useRange();
  const found = useComparables(devices);
  const zone = useZone(found.siteId);
  const choices = metricChoices(found.comparables);
  const named = search.get('metric');
  const hints = useHints().data?.find(({ profile }) => profile === found.profile);
  const telling = hints?.order.find((metric) => choices.some((choice) => choice.metric === metric));
  const metric = choices.find((choice) => choice.metric === named)?.metric ?? telling ?? choices[0]?.metric;
  const shared = metric === undefined ? undefined : together(found.comparables, metric);
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <div className="stack">
      <h1>Compare devices</h1>
      <DevicePicker devices={devices} onChange={(wanted) => set('devices', wanted.join(','))} />
      {found.errors.map((error, index) => (
        <ProblemNotice key={index} error={error} what="A device was not loaded." />
      ))}
      {devices.length === 0 ? (
        <EmptyState title="No device chosen">
          <p>Type part of a name above and choose two or more; the address keeps them.</p>
        </EmptyState>
      ) : (
        <>
          <div className="row">
            <Field label="Metric">
              {(ids) => (
                <select {...ids} value={metric ?? ''} onChange={(event) => set('metric', event.target.value)}>
                  {choices.map((choice) => (
                    <option key={choice.metric} value={choice.metric}>
                      {metricWords(choice.metric)}
                      {choice.devices < devices.length ? ` (${choice.devices} of ${devices.length} devices)` : ''}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <RangePicker shown={shown} zone={zone} />
          {metric !== undefined && shared !== undefined && (
            <ComparedChart
              metric={metric}
              shared={shared}
              bands={hints?.bands.filter((band) => band.metric === metric) ?? []}
              shown={shown}
              zone={zone}
            />
          )}
        </>
      )}
    </div>
  );
}

/** The chosen devices with the metrics of their profiles; the first one's site gives the time zone. */
function useComparables(devices: readonly string[]): {
  readonly comparables: readonly Comparable[];
  readonly siteId: string | undefined;
  readonly profile: string | undefined;
  readonly errors: readonly Error[];
} {
  const found = useQueries({
    queries: devices.map((device) => ({
      queryKey: ['compared', device],
      staleTime: 60_000,
      queryFn: async () => {
        const its = await answerOf(api.GET('/devices/{device}', { params: { path: { device } } }));
        const path = { profile: its.profile.id, version: its.profile.version };
        const { metrics } = await answerOf(api.GET('/profiles/{profile}/versions/{version}', { params: { path } }));
        return { device: its, metrics };
      },
    })),
  });
  return {
    comparables: devices.map((device, index) => ({ device, metrics: found[index]?.data?.metrics })),
    siteId: found[0]?.data?.device.siteId,
    profile: found[0]?.data?.device.profile.id,
    errors: found.flatMap(({ error }) => (error === null ? [] : [error])),
  };
}
