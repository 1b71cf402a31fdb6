import { describe, expect, it } from '@jest/globals';
import { advise, Counter, createMetrics, Gauge } from '@fieldline/platform';
import { conventionFaults, metricRows, metricsReference } from './metrics-reference.js';

const GOOD = { name: 'fieldline_log_lag_records', type: 'gauge', help: 'How far.', labels: ['topic'], advice: 'Look.' };

describe('the convention of metrics', () => {
  it('has nothing against a metric that keeps it, nor against a state', () => {
    const state = { ...GOOD, name: 'fieldline_log_withheld', help: '1 while the disk is full.' };
    expect(conventionFaults([GOOD, state])).toEqual([]);
  });

  it.each([
    ['a name without its part', { name: 'lag_records' }, /small letters/],
    ['a counter without _total', { type: 'counter' }, /end in _total/],
    ['a gauge with _total', { name: 'fieldline_log_lag_records_total' }, /end in _total/],
    ['milliseconds', { name: 'fieldline_log_sync_milliseconds' }, /no unit/],
    ['no unit', { name: 'fieldline_log_held_things' }, /no unit/],
    ['a help text that is no sentence', { help: 'lag' }, /full stop/],
    ['no advice', { advice: undefined }, /when it rises/],
    ['a label with a value for each device', { labels: ['device'] }, /any number of values/],
  ])('names %s', (_what, change, told) => {
    expect(conventionFaults([{ ...GOOD, ...change }])).toEqual([expect.stringMatching(told)]);
  });
});

describe('metricsReference', () => {
  it('shows each metric with its labels and its advice, sorted, those of the runtime in a list', () => {
    const metrics = createMetrics();
    new Gauge({ name: 'process_open_fds', help: 'Open files', registers: [metrics] });
    new Counter({
      name: 'fieldline_link_limit_hits_total',
      help: 'Hits.',
      labelNames: ['limit'],
      registers: [metrics],
    });
    new Gauge({ name: 'fieldline_link_devices', help: 'Devices.', registers: [metrics] });
    advise(metrics, 'fieldline_link_devices', 'Look at the network.');
    const page = metricsReference(metricRows(metrics));
    expect(page).toContain('## `fieldline_link_devices`\n\nDevices. Gauge.\n\nLook at the network.\n');
    expect(page).toContain('Hits. Counter, by `limit`.');
    expect(page).toContain('- `process_open_fds`: Open files.\n');
    expect(page.indexOf('link_devices')).toBeLessThan(page.indexOf('link_limit_hits'));
  });
});
